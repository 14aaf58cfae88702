/** Places as SARIF's location objects (§3.28). */
import { type ReportPlace, fileOf } from './finding-text.ts';
import type { Report } from './report.ts';

/** What relative addresses of files start from: the root of a repository, as code scanning takes it. */
export const sourceRoot = '%SRCROOT%';

/**
 * The first file that the report names. A result without a file is shown at its first line, with its
 * true place as the logical location, because code scanning refuses a whole log over one result
 * without a file: https://github.com/github/codeql-action/issues/1738
 */
export function anchorOf({ findings, clusters, notChecked }: Report): string {
  const places = [
    ...findings.map(({ where }) => where),
    ...findings.flatMap(({ related }) => related.map(({ where }) => where)),
    ...clusters.flatMap((one) => [one.where, ...one.ranges.map(({ where }) => where)]),
    ...notChecked.map(({ where }) => where),
  ];
  for (const place of places) {
    const file = fileOf(place);
    if (file !== undefined) return file;
  }
  return 'command-line';
}

/** Always with a file and a line. */
export function locationOf(where: ReportPlace | null, anchor: string) {
  const file = fileOf(where);
  const route = routeOf(where);
  return {
    physicalLocation: {
      artifactLocation: artifactLocationOf(file ?? anchor),
      region: file === undefined ? { startLine: 1 } : regionOf(where),
    },
    ...(route === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: route }] }),
  };
}

function artifactLocationOf(file: string) {
  const uri = uriOf(file);
  return uri.startsWith('file:') ? { uri } : { uri, uriBaseId: sourceRoot };
}

function regionOf(where: ReportPlace | null) {
  const { line, column } = where ?? {};
  if (line === undefined) return { startLine: 1 };
  return column === undefined ? { startLine: line } : { startLine: line, startColumn: column };
}

/** The route of keys; for what is in no file, with where it is instead: `command line: --pod-range`. */
function routeOf(where: ReportPlace | null): string | undefined {
  if (where === null || fileOf(where) !== undefined) return where?.path;
  const source = where.file === '-' ? 'standard input' : where.file;
  return where.path === undefined ? source : `${source}: ${where.path}`;
}

/** A path as a URI reference (RFC 3986): relative where it is, of the scheme `file` where it is absolute. */
function uriOf(file: string): string {
  const path = file
    .split('/')
    .map((segment) => encodeURIComponent(segment))
    .join('/');
  if (path.startsWith('//')) return `file:${path}`;
  if (path.startsWith('/')) return `file://${path}`;
  const drive = /^([A-Za-z])%3A(\/.*)$/.exec(path);
  return drive === null ? path : `file:///${drive[1]}:${drive[2]}`;
}
