/** Checks of single values that a JSON Schema cannot say. */
import { isDate } from './date.ts';
import { parseVersion } from '../gke/version.ts';
import { quote } from '../net/cidr-error.ts';
import { type CidrReading, readCidrText, readIpv6Text } from './cidr-text.ts';
import {
  anyBlock,
  controlPlane,
  expiryDate,
  gkeVersion,
  ipv4Block,
  ipv6Block,
  ipv6Nodes,
  ipv6Services,
  nodesPercent,
  servicesBlock,
  servicesPercent,
  startDate,
  usedBlock,
} from './spec-schema.ts';

/** A fault of the value, or why it could not be checked. */
export type Verdict =
  { readonly what: string; readonly fix: string } | { readonly notChecked: string };

/** `undefined` where nothing is wrong. */
export type LeafCheck = (text: string) => Verdict | undefined;

export const leafChecks: ReadonlyMap<unknown, LeafCheck> = new Map<unknown, LeafCheck>([
  [ipv4Block, (text) => checkBlock(text, true)],
  [ipv6Block, checkIpv6Block],
  [ipv6Nodes, checkIpv6Block],
  [ipv6Services, checkIpv6Block],
  [anyBlock, (text) => checkBlock(text, false)],
  [usedBlock, (text) => checkBlock(text.slice(text.indexOf('=') + 1), false)],
  [servicesBlock, (text) => (text === 'google-managed' ? undefined : checkBlock(text, true))],
  [controlPlane, checkControlPlane],
  [gkeVersion, checkVersion],
  [expiryDate, checkDate],
  [startDate, checkDate],
  [nodesPercent, checkPercent],
  [servicesPercent, checkPercent],
]);

function checkBlock(text: string, ipv4Only: boolean): Verdict | undefined {
  return verdictOn(readCidrText(text, ipv4Only, quote));
}

function checkIpv6Block(text: string): Verdict | undefined {
  return verdictOn(readIpv6Text(text, quote));
}

function verdictOn(reading: CidrReading): Verdict | undefined {
  if (reading.kind === 'malformed') return { what: reading.what, fix: reading.fix };
  return reading.kind === 'placeholder' ? { notChecked: 'a placeholder, not a block' } : undefined;
}

function checkControlPlane(text: string): Verdict | undefined {
  if (text === 'psc' || text === 'none') return undefined;
  if (text.includes('/')) return checkBlock(text, true);
  const fix = 'write psc, none or a /28 such as 172.16.0.0/28';
  return { what: `${quote(text)} is no place of a control plane`, fix };
}

function checkVersion(text: string): Verdict | undefined {
  if (parseVersion(text) !== undefined) return undefined;
  const fix = 'write it as "1.33", "1.33.4" or "1.33.4-gke.1172000"';
  return { what: `${quote(text)} is no GKE version`, fix };
}

function checkDate(text: string): Verdict | undefined {
  if (isDate(text)) return undefined;
  return { what: `${quote(text)} is no date`, fix: 'write a day of the calendar as YYYY-MM-DD' };
}

function checkPercent(text: string): Verdict | undefined {
  if (/^(0|[1-9]\d*)(\.\d)?$/.test(text)) return undefined;
  const fix = 'write a number from 0 to 1000 with at most one decimal, such as 30 or 12.5';
  return { what: `${quote(text)} is no percentage`, fix };
}
