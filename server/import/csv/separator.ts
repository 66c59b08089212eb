/** Which character separates the cells: the one that cuts most lines into the same number of cells. */
export const SEPARATORS = [';', '\t', ',', '|'] as const;
export type Separator = (typeof SEPARATORS)[number];

const SAMPLE_LINES = 30;

export function detectSeparator(text: string): Separator {
  const lines = text.split(/\r\n|\n|\r/, SAMPLE_LINES + 1).filter((line) => line.trim() !== '');
  const scores = SEPARATORS.map((separator) => ({ separator, score: score(lines, separator) }));
  return scores.reduce((best, each) => (each.score > best.score ? each : best)).separator;
}

/** Separators in the most usual line, times the lines that have so many. */
function score(lines: readonly string[], separator: string): number {
  const lineCounts = new Map<number, number>();
  for (const line of lines) {
    const cuts = line.replace(/"[^"]*"/g, '').split(separator).length - 1;
    lineCounts.set(cuts, (lineCounts.get(cuts) ?? 0) + 1);
  }
  return Math.max(...[...lineCounts].map(([cuts, count]) => cuts * count));
}

const NAMES: Readonly<Record<string, Separator>> = { tab: '\t', '\\t': '\t', semicolon: ';', comma: ',' };

export const readSeparatorName = (name: string): Separator | undefined =>
  NAMES[name.toLowerCase()] ?? SEPARATORS.find((separator) => separator === name);

export const separatorName = (separator: Separator): string =>
  separator === '\t' ? 'tab' : `"${separator}"`;
