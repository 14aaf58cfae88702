/** `free`: what is left of each network, and how many clusters of a shape fit into it. */
import { version } from '../../../package.json';
import { defined } from '../../defined.ts';
import { clustersThatFit } from '../../gke/fit.ts';
import { survey } from '../../gke/landscape.ts';
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
  const sized = flags.pool.nodes;
  if (flags.given.length > 0 && sized === undefined && flags.problems.length === 0)
    problems.push(
      usageProblem('--nodes', 'is missing: a shape needs the number of nodes', 'add --nodes <n>'),
    );
  const shape = clusterOfFlags(flags, problems);
  const picture = await readPicture({ ...invocation, problems }, settings, io, (input, given) =>
    applyFlags(input, { ...given, given: [] }),
  );
  const { keepClear, networks, notChecked } = picture;
  const options = { ...judgement(settings, picture.configuration), keepClear };
  const report = freeReport({
    landscape: survey(networks, options),
    fits: sized === undefined ? [] : clustersThatFit(networks, shape, options),
    notChecked,
    version,
  });
  await deliver(io, outputs, values['no-color'] !== undefined, async (format, style) =>
    (await formats[format]())(report, { ...style, ...defined({ limit: settings.limit }) }),
  );
  return 0;
}
