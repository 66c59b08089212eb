import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export const receiptFontFamily = 'JetBrains Mono Variable';

/** The font's @font-face rules as data URIs: only the subsets that the text needs, so that a picture stays small. */
export function receiptFontCss(text: string): string {
  return embeddedFontCss('@fontsource-variable/jetbrains-mono', text);
}

export function embeddedFontCss(packageName: string, text: string): string {
  const points = [...new Set([...text].map((char) => char.codePointAt(0) ?? 0))];
  const needed = fontFaces(packageName).filter(({ ranges }) =>
    points.some((point) => isInside(point, ranges)),
  );
  return needed.map((face) => face.embedded()).join('\n');
}

type Range = readonly [first: number, last: number];
type FontFace = { readonly ranges: readonly Range[]; readonly embedded: () => string };

function fontFaces(packageName: string): readonly FontFace[] {
  const folder = dirname(createRequire(import.meta.url).resolve(`${packageName}/package.json`));
  const rules = readFileSync(join(folder, 'index.css'), 'utf8').matchAll(/@font-face \{[^}]*\}/g);
  return [...rules].map(([css]) => ({
    ranges: rangesOf(/unicode-range: ([^;]+);/.exec(css)?.[1] ?? ''),
    embedded: () =>
      css.replace(/url\(\.\/([^)]+)\)/, (_, file: string) => `url(${dataUri(join(folder, file))})`),
  }));
}

const dataUri = (file: string): string => `data:font/woff2;base64,${readFileSync(file).toString('base64')}`;

function rangesOf(list: string): readonly Range[] {
  return [...list.matchAll(/U\+([0-9A-F]+)(?:-([0-9A-F]+))?/gi)].map(([, first = '0', last = first]) => [
    Number.parseInt(first, 16),
    Number.parseInt(last, 16),
  ]);
}

const isInside = (point: number, ranges: readonly Range[]): boolean =>
  ranges.some(([first, last]) => point >= first && point <= last);
