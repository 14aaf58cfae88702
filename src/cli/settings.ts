import { isDate } from '../input/date.ts';
import { defined } from '../defined.ts';
import type { Problem } from '../errors.ts';
import {
  type Bounds,
  type FlagReader,
  type FlagValues,
  flagReader,
  placeOfFlag,
} from '../input/flag-values.ts';
import { nearest } from '../input/nearest.ts';
import type { MappedName } from '../input/tfvars/map-roles.ts';
import { quote } from '../net/cidr-error.ts';
import { type FleetOrder, fleetOrders } from '../report/fleet.ts';
import type { Flag } from './catalogue.ts';
import { readTerraformSettings, type TerraformSettings } from './terraform-settings.ts';
import { type FailLevel, failLevels } from './exit-code.ts';

/** Percent of a range that may be asked to stay free. */
const headroom: Bounds = { least: 0, most: 99 };

/** Rows that may be asked for. */
const listed: Bounds = { least: 1, most: 1_000_000 };

/** How a run judges, as far as its flags say. */
export interface Settings {
  readonly failOn: FailLevel | undefined;
  readonly minHeadroom: number | undefined;
  /** How much is listed of what there is much of. */
  readonly limit: number | undefined;
  /** Ids as given; whether there are such rules {@link unknownRules} says. */
  readonly ignored: readonly string[];
  /** `YYYY-MM-DD`. */
  readonly today: string | undefined;
  readonly config: string | undefined;
  /** A saved report whose findings do not count any more. */
  readonly baseline: string | undefined;
  readonly existing: readonly string[];
  /** By what a table of many clusters is sorted. */
  readonly sort: FleetOrder | undefined;
  /** What `--map` says of names; whether there are such roles {@link unknownRoles} says. */
  readonly map: readonly MappedName[];
  readonly terraform: TerraformSettings;
}

export function readSettings(values: FlagValues<Flag>, problems: Problem[]): Settings {
  const reader = flagReader(values, problems);
  const today = reader.text('today');
  if (today !== undefined && !isDate(today)) {
    reader.refuse('today', `${quote(today)} is no date`, 'write it as 2027-06-30');
  }
  return {
    failOn: reader.choice('fail-on', failLevels),
    minHeadroom: reader.count('min-headroom', headroom),
    limit: reader.count('limit', listed),
    ignored: reader.list('ignore'),
    today,
    config: reader.text('config'),
    baseline: reader.text('baseline'),
    existing: reader.list('existing'),
    sort: reader.choice('sort', fleetOrders),
    map: readMap(reader),
    terraform: readTerraformSettings(reader),
  };
}

/** `<role>=<name>`; the name may have a "=" in it. */
function readMap(reader: FlagReader<Flag>): readonly MappedName[] {
  return reader.list('map').flatMap((entry) => {
    const [, role = '', name = ''] = /^([^=]*)=(.*)$/.exec(entry) ?? [];
    if (role !== '' && name !== '') return [{ role, name, where: placeOfFlag('map') }];
    const what = `${quote(entry)} maps no name to a role`;
    return reader.refuse('map', what, 'write it as nodes=private_subnet_cidr') ?? [];
  });
}

/** What a user names that is no rule: a problem each, with the nearest id. */
export function unknownRules(
  named: readonly { readonly rule: string; readonly where?: Problem['where'] | undefined }[],
  known: readonly string[],
): readonly Problem[] {
  return named
    .filter(({ rule }) => !known.includes(rule))
    .map(({ rule, where }) => ({
      what: `${quote(rule)} is no rule`,
      fix: nearestRule(rule, known),
      ...defined({ where }),
    }));
}

function nearestRule(rule: string, known: readonly string[]): string {
  const meant = nearest(rule, known);
  const list = 'gke-ip-planner rules lists them';
  return meant === undefined ? list : `write ${meant} (${list})`;
}
