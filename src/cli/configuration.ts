import { defined } from '../defined.ts';
import type { Problem } from '../errors.ts';
import type { NamedRange, Network } from '../gke/cluster.ts';
import { type ReadFlags, readFlags } from '../input/flags.ts';
import type { ConfigSettings } from '../input/config.ts';
import type { Suppression } from '../input/input.ts';
import type { MappedName } from '../input/tfvars/map-roles.ts';
import { type Io, IoError } from './io.ts';
import { isProblem, readText } from './reading.ts';
import type { Settings } from './settings.ts';

/** Read in every run in whose folder it lies. */
const defaultFile = 'gke-ip-planner.yaml';

/** What the configuration file says, apart from the flags of the run. */
export interface Configuration {
  readonly file: string;
  readonly settings: ConfigSettings;
  /** What its `map` says of names. */
  readonly map: readonly MappedName[];
  readonly suppressions: readonly Suppression[];
  readonly space: ReadFlags['space'];
  readonly used: readonly NamedRange[];
  readonly problems: readonly Problem[];
}

const noConfiguration: Configuration = {
  file: defaultFile,
  settings: {},
  map: [],
  suppressions: [],
  space: {},
  used: [],
  problems: [],
};

/** The file that `--config` names, which must be there, or the default one, which need not. */
export async function readConfiguration(io: Io, named: string | undefined): Promise<Configuration> {
  const file = named ?? defaultFile;
  if (named === undefined && isMissing(io, file)) return noConfiguration;
  const read = await readText(io, file);
  if (isProblem(read)) return { ...noConfiguration, problems: [read] };
  const { readConfig } = await import('../input/config.ts');
  const { map, settings, suppressions, problems } = readConfig(read);
  const { space, used } = readFlags({
    ...(settings.within && { within: settings.within }),
    ...(settings.podsWithin && { 'pods-within': settings.podsWithin }),
    ...(settings.servicesWithin && { 'services-within': settings.servicesWithin }),
    ...(settings.used && { used: settings.used }),
  });
  const where = { file, path: 'used' };
  const placed = used.map((range) => ({ ...range, where }));
  const mapped = Object.entries(map).map(([role, name]) => {
    return { role, name, where: { file, path: `map.${role}` } };
  });
  return { file, settings, map: mapped, suppressions, space, used: placed, problems };
}

function isMissing(io: Io, file: string): boolean {
  try {
    io.readFile(file);
    return false;
  } catch (error) {
    if (error instanceof IoError) return error.code === 'ENOENT';
    throw error;
  }
}

/** A network's own address space wins over that of the configuration. */
export function withDefaultSpace(network: Network, space: Configuration['space']): Network {
  const own = (field: keyof typeof space) =>
    network[field].length > 0 ? network[field] : (space[field] ?? []);
  return {
    ...network,
    within: own('within'),
    podsWithin: own('podsWithin'),
    servicesWithin: own('servicesWithin'),
  };
}

/** How the run judges: a flag wins over the configuration, ignored rules add up. */
export function judgement(flags: Settings, { settings }: Configuration) {
  const minHeadroom = flags.minHeadroom ?? settings.minHeadroom;
  return {
    failOn: flags.failOn ?? settings.failOn ?? 'error',
    ignored: [...flags.ignored, ...(settings.ignore ?? [])],
    ...defined({ minHeadroom }),
  };
}
