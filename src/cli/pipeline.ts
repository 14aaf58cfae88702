import { defined } from '../defined.ts';
import { InputError, type Problem, type SourceLocation } from '../errors.ts';
import type { NamedRange, Network, NotChecked } from '../gke/cluster.ts';
import { occupancyOf } from '../gke/landscape.ts';
import { keptClear, type Occupancy } from '../gke/occupancy.ts';
import { applyFlags } from '../input/flag-cluster.ts';
import { placeOfFlag } from '../input/flag-values.ts';
import { readFlags } from '../input/flags.ts';
import type { InputResult, Suppression } from '../input/input.ts';
import { unknownRoles } from '../input/tfvars/map-roles.ts';
import { rules } from '../rules/index.ts';
import { type AcceptedRisk, isExpired } from '../rules/suppress.ts';
import { type Configuration, readConfiguration, withDefaultSpace } from './configuration.ts';
import { foretold, historiesFromStdin, readForecast } from './forecast.ts';
import { readInputs } from './inputs.ts';
import type { WatchedIo } from './progress.ts';
import { formatPlace, usageProblem } from './problems.ts';
import type { Invocation } from './program.ts';
import { type Settings, unknownRules } from './settings.ts';

/** What flags, inputs and configuration say together. */
export interface Picture {
  readonly networks: readonly Network[];
  /** Ranges that concern every network. */
  readonly keepClear: Occupancy;
  readonly notChecked: readonly NotChecked[];
  readonly suppressions: readonly Suppression[];
  readonly configuration: Configuration;
}

/**
 * Reads all there is to read.
 * @throws InputError with every problem of flags, inputs and configuration, after those given.
 */
export async function readPicture(
  { inputs, values, ...given }: Invocation,
  settings: Settings,
  io: WatchedIo,
  apply = applyFlags,
): Promise<Picture> {
  const repeated = refuseRepeated(inputs, settings.existing, historiesFromStdin(values));
  const configuration = await readConfiguration(io, settings.config);
  const flags = readFlags(values);
  const { modulesWithin } = settings.terraform;
  const existing = await readInputs(io, settings.existing, defined({ modulesWithin }));
  const map = [...configuration.map, ...settings.map];
  const picture = apply(await readInputs(io, inputs, { ...settings.terraform, map }), flags);
  const foreseen = await foretold(picture, await readForecast(values, io));
  const suppressions = [...picture.suppressions, ...configuration.suppressions];
  const problems = [
    ...given.problems,
    ...repeated,
    ...refuseUnknownRules(settings, configuration, suppressions),
    ...unknownRoles(map),
    ...configuration.problems,
    ...picture.problems,
    ...foreseen.problems,
    ...existing.problems,
  ];
  if (problems.length > 0) throw new InputError(problems);
  return {
    networks: foreseen.networks.map((one) => withDefaultSpace(one, configuration.space)),
    keepClear: keptClear(
      [...picture.ranges, ...configuration.used, ...rangesToKeepClear(existing)],
      [picture, existing, ...existing.networks].flatMap(({ tables = [] }) => tables),
    ),
    notChecked: [...picture.notChecked, ...foreseen.notChecked, ...existing.notChecked],
    suppressions,
    configuration,
  };
}

function refuseRepeated(...lists: readonly (readonly string[])[]) {
  const all = lists.flat();
  const repeated = new Set(all.filter((name, index) => all.indexOf(name) < index));
  return [...repeated].map((name) =>
    usageProblem(name === '-' ? 'stdin (-)' : name, 'is given more than once', 'give it once'),
  );
}

function refuseUnknownRules(
  { ignored }: Settings,
  { file, settings }: Configuration,
  suppressions: readonly Suppression[],
): readonly Problem[] {
  const ids = rules.map(({ id }) => id);
  const byFlag = ignored.map((rule) => ({ rule, where: placeOfFlag('ignore') }));
  const byFile = (settings.ignore ?? []).map((rule) => ({ rule, where: { file, path: 'ignore' } }));
  return unknownRules([...byFlag, ...byFile, ...suppressions], ids);
}

/** Every range of the inputs, those of their clusters included and those of tables left out. */
function rangesToKeepClear({ networks, ranges }: InputResult): readonly NamedRange[] {
  const listed = networks.flatMap((network) => occupancyOf({ ...network, tables: [] }).listed);
  return [...listed, ...ranges];
}

/** For stderr: suppressions that hold no more, each on a line with its place. */
export function nameExpired(
  suppressions: readonly (AcceptedRisk & { readonly where?: SourceLocation })[],
  today: string,
): string {
  return suppressions
    .filter((risk) => isExpired(risk, today))
    .map(({ rule, range, until, where }) => {
      const place = where === undefined ? '' : `${formatPlace(where)}: `;
      const concerned = range === undefined ? rule : `${rule} at ${range}`;
      return `${place}the suppression of ${concerned} expired on ${until}, its findings count again\n`;
    })
    .join('');
}
