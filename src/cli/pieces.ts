/** Characters that are encoded and written at a time; a whole text would be in memory twice. */
const pieceLength = 65_536;

/** A text in its order, cut between characters and never within a surrogate pair. */
export function* piecesOf(text: string): Generator<string, void> {
  for (let start = 0; start < text.length;) {
    const end = start + pieceLength;
    const isPair = end < text.length && /^[\ud800-\udbff]$/.test(text.charAt(end - 1));
    const piece = text.slice(start, isPair ? end - 1 : end);
    yield piece;
    start += piece.length;
  }
}
