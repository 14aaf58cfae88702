import { InputError, type Problem, type SourceLocation } from '../errors.ts';
import type { NamedRange, Network, NotChecked } from '../gke/cluster.ts';
import { survey } from '../gke/landscape.ts';
import { applyFlags } from '../input/flag-cluster.ts';
import { placeOfFlag } from '../input/flag-values.ts';
import { readFlags } from '../input/flags.ts';
import { type InputResult, type Suppression, emptyResult } from '../input/input.ts';
import { rules } from '../rules/index.ts';
import { type AcceptedRisk, isExpired } from '../rules/suppress.ts';
import { type Configuration, readConfiguration, withDefaultSpace } from './configuration.ts';
import type { Io } from './io.ts';
import { formatPlace, usageProblem } from './problems.ts';
import type { Invocation } from './program.ts';
import { isProblem, readText } from './reading.ts';
import { type Settings, unknownRules } from './settings.ts';

/** What flags, inputs and configuration say together. */
export interface Picture {
  readonly networks: readonly Network[];
  /** Ranges that concern every network. */
  readonly keepClear: readonly NamedRange[];
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
  io: Io,
  apply = applyFlags,
): Promise<Picture> {
  const repeated = refuseRepeated(inputs, settings.existing);
  const configuration = await readConfiguration(io, settings.config);
  const flags = readFlags(values);
  const existing = await readInputs(io, settings.existing);
  const picture = apply(await readInputs(io, inputs), flags);
  const suppressions = [...picture.suppressions, ...configuration.suppressions];
  const problems = [
    ...given.problems,
    ...repeated,
    ...refuseUnknownRules(settings, configuration, suppressions),
    ...configuration.problems,
    ...picture.problems,
    ...existing.problems,
  ];
  if (problems.length > 0) throw new InputError(problems);
  return {
    networks: picture.networks.map((one) => withDefaultSpace(one, configuration.space)),
    keepClear: [...picture.ranges, ...configuration.used, ...rangesToKeepClear(existing)],
    notChecked: [...picture.notChecked, ...existing.notChecked],
    suppressions,
    configuration,
  };
}

/** What inputs say when they are read together; what cannot be read is among the problems. */
async function readInputs(io: Io, names: readonly string[]): Promise<InputResult> {
  if (names.length === 0) return emptyResult;
  const read = await Promise.all([...new Set(names)].map((name) => readText(io, name)));
  const problems = read.filter((one) => isProblem(one));
  const texts = read.flatMap((one) => (isProblem(one) ? [] : [one]));
  const [{ readInput }, { joinInputs }] = await Promise.all([
    import('../input/index.ts'),
    import('../input/join.ts'),
  ]);
  const joined = joinInputs(texts.map((text) => readInput(text)));
  return { ...joined, problems: [...problems, ...joined.problems] };
}

function refuseRepeated(inputs: readonly string[], existing: readonly string[]) {
  const all = [...inputs, ...existing];
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

/** Every range of the inputs, those of their clusters included. */
function rangesToKeepClear({ networks, ranges }: InputResult): readonly NamedRange[] {
  return [...survey(networks).networks.flatMap((view) => view.occupants), ...ranges];
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
