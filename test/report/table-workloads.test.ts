import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/report/html.ts';
import type { ReportCluster } from '../../src/report/report.ts';
import { podAndServiceFacts } from '../../src/report/table-workloads.ts';
import { prodReport } from './samples.ts';

const [prod] = prodReport.clusters;

function cluster(changes: Partial<ReportCluster>): ReportCluster {
  if (prod === undefined) throw new Error('no cluster');
  return { ...prod, ...changes };
}

const facts = (changes: Partial<ReportCluster>) =>
  Object.fromEntries(podAndServiceFacts(cluster(changes)));

const services: ReportCluster['services'] = {
  system: { services: 4, verified: false },
  systemAddresses: [{ service: 'kubernetes', address: '10.8.0.1', verified: true }],
  nodeLocalDns: { on: false, stated: true, address: '169.254.20.10' },
};

describe('podAndServiceFacts', () => {
  it('are none where nobody says more than numbers', () => {
    expect(podAndServiceFacts(cluster({}))).toEqual([]);
  });

  it('leave out what is not known', () => {
    const unknown = { needed: null, nodesNeeded: null, onNodes: null, capacity: null };
    expect(facts({ workloads: unknown })).toEqual({});
    expect(facts({ workloads: { ...unknown, needed: 1, nodesNeeded: 1 } })).toEqual({
      Workloads: '1 needed (1 node)',
    });
  });

  it("say that a number of GKE's own Services is not verified", () => {
    expect(facts({ services })).toMatchObject({
      Services: "at least 4 are GKE's own, a number that no page of Google states",
      DNS: 'without NodeLocal DNSCache',
    });
  });

  it('say that no address of a range without a static band is safe', () => {
    const ranges = cluster({}).ranges.map((range) =>
      range.role === 'service' ? { ...range, cidr: '10.8.0.0/28', prefixLength: 28 } : range,
    );
    expect(facts({ services, ranges })['Pin']).toMatch(/^no address is safe/);
  });

  it('stand on a page as in a table', () => {
    const clusters = [cluster({ services })];
    const page = renderHtml({ ...prodReport, clusters }, { colorLevel: 0 });
    expect(page).toContain('Pods and Services');
    expect(page).toContain('without NodeLocal DNSCache');
  });
});
