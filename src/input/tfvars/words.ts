/** The words that names of variables are made of. */

/** `secondaryRanges`, `secondary-ranges` and `SECONDARY_RANGES` are all `secondary_ranges`. */
export function normalise(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
    .toLowerCase();
}

export function wordsOf(normalised: string): readonly string[] {
  return normalised.split('_');
}

/** A pattern that matches whole words: `pods?` in `gke_pods_cidr` and not in `tripods`. */
export function wordPattern(source: string): RegExp {
  return new RegExp(`(?:^|_)(?:${source})(?=_|$)`);
}
