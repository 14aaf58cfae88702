/** From what is there to what is wrong with it: ranges placed, rules run, suppressions applied. */
import { version } from '../../package.json';
import type { Network } from '../gke/cluster.ts';
import { survey } from '../gke/landscape.ts';
import type { planNetworks } from '../gke/plan.ts';
import { checkWorkloads } from '../gke/workloads.ts';
import { buildReport } from '../report/build.ts';
import type { Report } from '../report/report.ts';
import { runRules } from '../rules/index.ts';
import { applySuppressions } from '../rules/suppress.ts';
import { judgement } from './configuration.ts';
import type { FailLevel } from './exit-code.ts';
import type { Picture } from './pipeline.ts';
import type { Settings } from './settings.ts';

export interface Verdict {
  /** With the ranges that were placed. */
  readonly networks: readonly Network[];
  readonly report: Report;
  readonly failOn: FailLevel;
}

/** Places nothing: the ranges are those that are given. */
export const asGiven: typeof planNetworks = (networks) => ({
  networks: checkWorkloads(networks),
  unplaced: [],
  unplacedNeighbours: [],
});

/** `today` is the day on which suppressions expire; `everyBlock` of free space is listed in the report. */
export function judge(
  picture: Picture,
  settings: Settings,
  today: string,
  place: typeof planNetworks,
  everyBlock = true,
): Verdict {
  const { failOn, ignored, ...options } = judgement(settings, picture.configuration);
  const { networks, ...left } = place(picture.networks, { ...picture, ...options });
  const landscape = survey(networks, { ...picture, ...left, listed: settings.limit });
  const { findings: found, overlappingPairs } = runRules(landscape, options);
  const findings = applySuppressions(found, { ...picture, ignored, today });
  const { notChecked } = picture;
  const report = buildReport({
    landscape,
    findings,
    notChecked,
    overlappingPairs,
    version,
    everyBlock,
  });
  return { networks, report, failOn };
}
