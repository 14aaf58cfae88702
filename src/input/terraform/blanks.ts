/** A pattern of what stands between tokens and means nothing: spaces, line ends, comments. */
export const blanks = String.raw`(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[^]*?\*\/)*`;
