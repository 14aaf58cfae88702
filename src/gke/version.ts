/**
 * A GKE version as far as a user states it: `1.33`, `1.33.4` or `1.33.4-gke.1172000`.
 * Where the patch is not said, the newest patch of that minor version is meant.
 */
export interface GkeVersion {
  readonly text: string;
  readonly major: number;
  readonly minor: number;
  readonly patch?: number;
}

const pattern = /^(\d{1,3})\.(\d{1,4})(?:\.(\d{1,6})(?:-gke\.\d+)?)?$/;

/** `undefined` where the text is no GKE version. */
export function parseVersion(text: string): GkeVersion | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const version = { text, major: Number(match[1]), minor: Number(match[2]) };
  return match[3] === undefined ? version : { ...version, patch: Number(match[3]) };
}

/** Whether a feature that came with `since` is in `version`; `1.26` counts as its newest patch. */
export function isAtLeast(version: GkeVersion, since: GkeVersion): boolean {
  if (version.major !== since.major) return version.major > since.major;
  if (version.minor !== since.minor) return version.minor > since.minor;
  return (version.patch ?? Number.POSITIVE_INFINITY) >= (since.patch ?? 0);
}
