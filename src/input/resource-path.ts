/** Google's names of resources: `projects/p/regions/r/subnetworks/s`, as a path or at the end of a URL. */

/** The last segment: `s`. */
export function resourceName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The segment behind a collection: `p` for `projects`. `undefined` where the path has none. */
export function segmentOf(path: string | undefined, collection: string): string | undefined {
  const segments = path?.split('/') ?? [];
  const index = segments.indexOf(collection);
  return index < 0 ? undefined : segments[index + 1] || undefined;
}
