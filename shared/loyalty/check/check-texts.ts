/** Texts that people would miss: an empty name in one language, goods whose ids would stand in the terms. */
import { LANGUAGES } from '../../kernel/language.ts';
import type { LabelKind, Programme } from '../programme/programme.ts';
import { everyRule, goodsOf, type Placed } from './every-rule.ts';
import { type Path, type Problem, problem } from './problem.ts';

export const checkTexts = (programme: Programme): readonly Problem[] => [
  ...emptyTexts(programme, []),
  ...missingLabels(programme),
];

/** Whatever has the three languages is a text, wherever it stands. */
function emptyTexts(value: unknown, path: Path): readonly Problem[] {
  if (typeof value !== 'object' || value === null) return [];
  const isText = LANGUAGES.every((language) => language in value);
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    if (isText && typeof inner === 'string') return inner.trim() === '' ? [problem('text-empty', at)] : [];
    return emptyTexts(inner, at);
  });
}

function missingLabels(programme: Programme): readonly Problem[] {
  const told = new Set<string>();
  return everyRule(programme)
    .flatMap((each) => [...goodsOf(each).flatMap(namesInGoods), ...otherNames(each.value, each.path)])
    .flatMap(({ value: { kind, name }, path }) => {
      const key = `${kind}:${name}`;
      if (told.has(key) || Object.hasOwn(programme.labels?.[kind] ?? {}, name)) return [];
      told.add(key);
      return [problem('label-missing', path, { name, where: `labels.${kind}` })];
    });
}

type Named = Placed<{ readonly kind: LabelKind; readonly name: string }>;

const GOODS_KINDS = ['products', 'categories', 'tags'] as const;

const namesInGoods = ({ value, path }: Placed<{ readonly [K in LabelKind]?: readonly string[] }>) =>
  GOODS_KINDS.flatMap((kind) => named(kind, value[kind], [...path, kind]));

const named = (kind: LabelKind, names: readonly string[] = [], path: Path): readonly Named[] =>
  names.map((name, index) => ({ value: { kind, name }, path: [...path, index] }));

const otherNames = (
  { when }: ReturnType<typeof everyRule>[number]['value'],
  path: Path,
): readonly Named[] => [
  ...named('segments', when?.segments, [...path, 'when', 'segments']),
  ...named('stores', when?.stores, [...path, 'when', 'stores']),
];
