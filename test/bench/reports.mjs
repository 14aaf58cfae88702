/** Saved JSON reports with many findings, as `check -o json` would have written them. */
const docs = 'https://docs.cloud.google.com/vpc/docs/subnets';

/** What each rule says of the n-th range; the four are as long as findings are. */
const kinds = [
  (name, cidr) => ({
    rule: 'range-overlap',
    severity: 'error',
    message: `${name} (${cidr}) lies inside ${name}-wide (10.0.0.0/12): they share ${cidr}`,
    fix: `move one of them out of ${cidr}`,
    facts: { first: cidr, firstName: name, second: '10.0.0.0/12', relation: 'inside' },
  }),
  (name, cidr) => ({
    rule: 'pod-range-exhausted',
    severity: 'error',
    message: `Pod range ${cidr} of cluster ${name} holds 64 blocks of /26, 65 are needed at the peak`,
    fix: 'use a wider range, or lower maximum Pods per node',
    facts: { range: cidr, cluster: name, blocks: 64, needed: 65 },
  }),
  (name, cidr) => ({
    rule: 'headroom-low',
    severity: 'warning',
    message: `the node subnet ${cidr} of cluster ${name} is 80.5 % full at the peak: 206 of 256 addresses, above 75 %`,
    fix: 'expand the subnet: it can grow in place as far as its neighbours allow',
    facts: { range: cidr, cluster: name, utilization: 0.8046875 },
  }),
  (name, cidr) => ({
    rule: 'public-range',
    severity: 'warning',
    message: `${name} (${cidr}) is public address space: its owner on the internet is out of reach`,
    fix: 'choose private space: RFC 1918, 100.64.0.0/10 or 240.0.0.0/4',
    facts: { range: cidr, name, share: 'whole' },
  }),
];

/** The text of a report, in pieces. */
export function* savedReport(findings) {
  const head = {
    schemaVersion: 1,
    tool: { name: 'gke-ip-planner', version: '0.1.0' },
    clusters: [],
    networks: [],
  };
  yield `${JSON.stringify(head).slice(0, -1)},"findings":[\n`;
  for (let index = 0; index < findings; index += 1) {
    yield (index === 0 ? '' : ',\n') + JSON.stringify(findingOf(index));
  }
  yield `\n],"notChecked":[],"summary":${JSON.stringify(summaryOf(findings))}}\n`;
}

function findingOf(index) {
  const name = `subnet-${String(index).padStart(7, '0')}`;
  const cidr = `10.${(index >> 12) & 0xff}.${(index >> 4) & 0xff}.${(index & 0xf) << 4}/28`;
  const where = { file: 'subnets.json', line: 2 + 26 * index, column: 5, path: `[${index}]` };
  return {
    ...kinds[index % kinds.length](name, cidr),
    docs,
    where,
    related: [{ message: `the other range: ${name}-wide (10.0.0.0/12)`, where }],
  };
}

function summaryOf(findings) {
  const errors = Array.from({ length: findings }, (_, index) => index % kinds.length < 2);
  const count = errors.filter(Boolean).length;
  return {
    errors: count,
    warnings: findings - count,
    infos: 0,
    suppressed: 0,
    notChecked: 0,
    overlappingPairs: Math.ceil(findings / kinds.length),
  };
}
