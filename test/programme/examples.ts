/** The examples of docs/programmes.md by kind, as the document shows them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const FENCE = /^```json (\w+)\n([\s\S]*?)^```$/gm;

export type Example = { readonly kind: string; readonly document: object };

export const examples: readonly Example[] = [
  ...readFileSync(join(import.meta.dirname, '../../docs/programmes.md'), 'utf8').matchAll(FENCE),
].map(([, kind = '', text = '']) => ({ kind, document: JSON.parse(text) as object }));

export const examplesOf = (kind: string): readonly object[] =>
  examples.filter((each) => each.kind === kind).map(({ document }) => document);

const name = { ro: 'Regula', ru: 'Правило', en: 'The rule' };

/** The document's frame with one more rule for each give, so that what is paid with is also earned. */
export const wholeExample = (): object => ({
  ...examplesOf('programme')[0],
  ...examplesOf('part')[0],
  rules: [
    ...examplesOf('rule'),
    ...examplesOf('give').map((give, index) => ({ id: `give-${index}`, name, give })),
  ],
  rewards: examplesOf('reward'),
});
