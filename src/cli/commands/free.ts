/** `free`: what is left of each network, and how many clusters of a shape fit into it. */
import { version } from '../../../package.json';
import { defined } from '../../defined.ts';
import type { ClusterSpec, Network } from '../../gke/cluster.ts';
import { clustersThatFit } from '../../gke/fit.ts';
import { survey } from '../../gke/landscape.ts';
import { planWorkloads } from '../../gke/workloads.ts';
import { applyFlags, clusterOfFlags } from '../../input/flag-cluster.ts';
import { readFlags } from '../../input/flags.ts';
import { freeReport, renderFreeTable } from '../../report/free.ts';
import { reportRenderers } from '../../report/index.ts';
import { judgement } from '../configuration.ts';
import { deliver, readOutputs } from '../outputs.ts';
import { readPicture } from '../pipeline.ts';
import { usageProblem } from '../problems.ts';
import type { Invocation } from '../program.ts';
import type { WatchedIo } from '../progress.ts';
import { readSettings } from '../settings.ts';

/** Formats for findings are not among them: nothing is judged. */
const formats = {
  table: () => Promise.resolve(renderFreeTable),
  yaml: reportRenderers.yaml,
  json: reportRenderers.json,
  markdown: async () => (await import('../../report/free-markdown.ts')).renderFreeMarkdown,
  html: reportRenderers.html,
  svg: reportRenderers.svg,
};

export async function runFree(invocation: Invocation, io: WatchedIo): Promise<number> {
  const { values } = invocation;
  const problems = [...invocation.problems];
  const outputs = readOutputs(values, formats, problems);
  const settings = readSettings(values, problems);
  const flags = readFlags(values);
  const sized = flags.pool.nodes ?? flags.pool.pods;
  if (flags.given.length > 0 && sized === undefined && flags.problems.length === 0)
    problems.push(
      usageProblem(
        '--nodes',
        'is missing: a shape needs the number of nodes',
        'add --nodes <n> or --pods <n>',
      ),
    );
  const shape = clusterOfFlags(flags, problems);
  const picture = await readPicture({ ...invocation, problems }, settings, io, (input, given) =>
    applyFlags(input, { ...given, given: [] }),
  );
  const { keepClear, networks, notChecked } = picture;
  const options = { ...judgement(settings, picture.configuration), keepClear };
  const report = freeReport({
    landscape: survey(networks, options),
    fits:
      sized === undefined
        ? []
        : clustersThatFit(networks, sizedShape(networks, shape, options.minHeadroom), options),
    notChecked,
    version,
  });
  await deliver(io, outputs, values['no-color'] !== undefined, async (format, style) =>
    (await formats[format]())(report, { ...style, ...defined({ limit: settings.limit }) }),
  );
  return 0;
}

/** With the nodes that run its Pods, the same in every network. */
function sizedShape(
  networks: readonly Network[],
  shape: ClusterSpec,
  minHeadroom: number | undefined,
): ClusterSpec {
  const alone = networks.slice(0, 1).map((network) => ({ ...network, clusters: [shape] }));
  return planWorkloads(alone, minHeadroom)[0]?.clusters[0] ?? shape;
}
