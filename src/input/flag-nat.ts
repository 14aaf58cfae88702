/** Flags about Cloud NAT, which concern the gateway of one network. */
import { defined } from '../defined.ts';
import type { Problem } from '../errors.ts';
import type { Network } from '../gke/cluster.ts';
import type { NatGateway } from '../gke/nat.ts';
import { quote } from '../net/cidr-error.ts';
import { natFlags, type NatFlag } from './flag-names.ts';
import { type FlagReader, placeOfFlag } from './flag-values.ts';

/** What the flags say of a gateway; absent where none of them is given. */
export type NatSettings = Pick<NatGateway, 'addresses' | 'minPortsPerVm' | 'places'>;

const ports = { least: 1, most: 65_536 };
const addresses = { least: 1, most: 1_000_000_000 };

export function readNatFlags(reader: FlagReader<NatFlag>): NatSettings | undefined {
  const given = natFlags.filter((flag) => reader.has(flag));
  if (given.length === 0) return undefined;
  const places = { 'nat-addresses': 'addresses', 'min-ports-per-vm': 'minPortsPerVm' } as const;
  return {
    ...defined({
      addresses: readAddresses(reader),
      minPortsPerVm: reader.count('min-ports-per-vm', ports),
    }),
    places: Object.fromEntries(given.map((flag) => [places[flag], placeOfFlag(flag)])),
  };
}

function readAddresses(reader: FlagReader<NatFlag>): NatGateway['addresses'] {
  const text = reader.text('nat-addresses');
  if (text === 'auto') return text;
  if (text === undefined || /^\d/.test(text)) return reader.count('nat-addresses', addresses);
  const what = `${quote(text)} is no number of addresses`;
  return reader.refuse('nat-addresses', what, 'write a whole number, or auto');
}

/** A gateway that nobody but the flags asks for. */
const newGateway: NatGateway = {
  name: 'nat',
  dynamicPortAllocation: false,
  ranges: 'all',
  where: { file: 'command line' },
};

/**
 * The networks with what the flags say of the only gateway there is; they make one where there is none, for
 * the network that has clusters. Where several may be meant a problem names the flags.
 */
export function applyNat(
  networks: readonly Network[],
  settings: NatSettings | undefined,
  problems: Problem[],
): readonly Network[] {
  if (settings === undefined) return networks;
  const withClusters = networks.filter(({ clusters }) => clusters.length > 0);
  const meant = withClusters.length === 0 ? networks : withClusters;
  const gateways = meant.flatMap(({ nat = [] }) => nat);
  if (gateways.length > 1) problems.push(...ambiguous(settings, 'NAT gateway', gateways));
  else if (meant.length > 1) problems.push(...ambiguous(settings, 'network', meant));
  const [target] = meant;
  const [known = newGateway] = gateways;
  const places = { ...known.places, ...settings.places };
  const nat = [{ ...known, ...settings, places }];
  return networks.map((network) => (network === target ? { ...network, nat } : network));
}

function ambiguous(
  { places = {} }: NatSettings,
  kind: string,
  choices: readonly { readonly name: string }[],
): readonly Problem[] {
  const names = choices.map(({ name }) => name).join(', ');
  return Object.values(places).map((where) => ({
    what: `is meant for one ${kind}, the input has ${choices.length}: ${names}`,
    fix: `set it in the input, for the ${kind} that is meant`,
    where,
  }));
}
