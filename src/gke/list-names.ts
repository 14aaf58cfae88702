/** More names than these are only counted: nobody reads thousands in a sentence. */
const listed = 10;

/** Names for a sentence: `a, b, c`, and `… and 2990 more` where there are many. */
export function listNames(names: readonly string[]): string {
  const more = names.length - listed;
  const first = names.slice(0, listed).join(', ');
  return more > 0 ? `${first} and ${more} more` : first;
}
