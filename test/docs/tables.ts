/** The tables of the README that are made of the program's own data. */
import { laterChanges } from '../../src/gke/changes-later.ts';
import { limits } from '../../src/gke/limits.ts';
import { podMtus } from '../../src/gke/mtu.ts';
import { rules } from '../../src/rules/index.ts';

type Rows = readonly (readonly string[])[];

function ruleRows(): Rows {
  const sorted = rules.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return [
    ['rule', 'severity', 'what it finds'],
    ...sorted.map(({ id, severity, title }) => [`\`${id}\``, severity, title]),
  ];
}

function limitRows(): Rows {
  return [
    ['limit', 'value', 'unit', 'since', 'source'],
    ...limits.map(({ id, value, unit, since = '', source, verified }) => [
      `\`${id}\``,
      value.toLocaleString('en-US'),
      unit,
      since,
      `[${pageName(source)}](${source})${verified ? '' : ', unverified'}`,
    ]),
  ];
}

function mtuRows(): Rows {
  return [
    ['data plane', 'since', 'MTU of Pods'],
    ...podMtus.map(({ dataPlane, since, podMtu }) => [
      `\`${dataPlane}\``,
      since?.text ?? '',
      podMtu === 'inherited' ? 'that of the network' : String(podMtu),
    ]),
  ];
}

function laterRows(): Rows {
  return [
    ['range', 'later', 'how', 'since', 'source'],
    ...laterChanges.map(({ role, can, how, vpcNative, since = '', source, verified }) => [
      role,
      `\`${can}\``,
      `${how}${vpcNative === true ? '; VPC-native clusters' : ''}`,
      since,
      `[${pageName(source)}](${source})${verified ? '' : ', unverified'}`,
    ]),
  ];
}

/** The last part of the address. */
function pageName(source: string): string {
  return source.replace(/\/$/, '').split('/').at(-1) ?? source;
}

/** Each stands between `<!-- table: name -->` and `<!-- end -->`. */
export const madeTables = {
  rules: ruleRows,
  limits: limitRows,
  mtu: mtuRows,
  later: laterRows,
} as const;
