/** Text that a person would read may stand in TSX only as a translated expression. */
import { withoutComments } from './purity.ts';
import type { Source } from './source.ts';

const JSX_TEXT = />([^<>{}=;()]*\p{L}{2,}[^<>{}=;()]*)<\//gu;
const SPOKEN_ATTRIBUTE = /\b(?:aria-label|title|placeholder|alt|label)="([^"]*\p{L}{2,}[^"]*)"/gu;

export function untranslatedFaults({ path, text }: Source): readonly string[] {
  if (!path.startsWith('renderer/') || !path.endsWith('.tsx')) return [];
  const code = withoutComments(text);
  return [...code.matchAll(JSX_TEXT), ...code.matchAll(SPOKEN_ATTRIBUTE)].map(
    (match) => `${path} says "${match[1]?.trim()}" without a translation`,
  );
}
