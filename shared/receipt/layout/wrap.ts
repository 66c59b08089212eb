/** Breaks text at words; a word longer than a line is broken where the line ends. Fixed spaces become blanks. */
import { cellsOf, cutToCells } from './cells.ts';
import { FIXED_SPACE } from './paper-text.ts';

export function wrapWords(text: string, budget: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const joined = line === '' ? word : `${line} ${word}`;
    if (cellsOf(joined) <= budget) {
      line = joined;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = breakWord(word, budget);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  if (line !== '' || lines.length === 0) lines.push(line);
  return lines.map(asBlanks);
}

export const asBlanks = (text: string): string => text.replaceAll(FIXED_SPACE, ' ');

function breakWord(word: string, budget: number): readonly string[] {
  const pieces: string[] = [];
  let rest = word;
  while (cellsOf(rest) > budget) {
    const piece = cutToCells(rest, budget);
    // A character wider than the whole line cannot be placed; it is dropped so that the walk ends.
    if (piece === '') return pieces.length > 0 ? pieces : [''];
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return [...pieces, rest];
}
