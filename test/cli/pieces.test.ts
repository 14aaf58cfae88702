import { expect, test } from 'vitest';
import { piecesOf } from '../../src/cli/pieces.ts';

test('the pieces are the text, and each is short enough to be copied', () => {
  const text = 'abcdefg'.repeat(30_000);
  const pieces = [...piecesOf(text)];
  expect(pieces.join('')).toBe(text);
  expect(pieces.map((piece) => piece.length)).toEqual([65_536, 65_536, 65_536, 13_392]);
});

test('no piece ends within a character of two units', () => {
  for (const before of ['', 'a']) {
    const text = before + '🚀'.repeat(70_000);
    const pieces = [...piecesOf(text)];
    expect(pieces.map((piece) => Buffer.from(piece).toString()).join('')).toBe(text);
  }
});

test('half of a pair at the end is not waited for', () => {
  expect([...piecesOf('a\ud83d')]).toEqual(['a\ud83d']);
});

test('no text has no pieces', () => {
  expect([...piecesOf('')]).toEqual([]);
});
