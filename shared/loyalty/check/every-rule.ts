import type { GoodsSet } from '../programme/goods.ts';
import type { Programme } from '../programme/programme.ts';
import type { Reward, Rule } from '../programme/rule.ts';
import type { Path } from './problem.ts';

export type Placed<T> = { readonly value: T; readonly path: Path };

/** Rules and rewards, each with its place in the document. */
export const everyRule = ({ rules, rewards = [] }: Programme): readonly Placed<Rule | Reward>[] => [
  ...rules.map((value, index) => ({ value, path: ['rules', index] })),
  ...rewards.map((value, index) => ({ value, path: ['rewards', index] })),
];

/** Every set of goods that a rule names, by whatever part. */
export function goodsOf({ value, path }: Placed<Rule | Reward>): readonly Placed<GoodsSet>[] {
  const { on, when, from, give } = value;
  const place = (goods: GoodsSet | undefined, ...below: PropertyKey[]): Placed<GoodsSet>[] =>
    goods ? [{ value: goods, path: [...path, ...below] }] : [];
  return [
    ...place(on?.include, 'on', 'include'),
    ...place(on?.exclude, 'on', 'exclude'),
    ...place(when?.contains, 'when', 'contains'),
    ...place(from?.on?.include, 'from', 'on', 'include'),
    ...place(from?.on?.exclude, 'from', 'on', 'exclude'),
    ...(give.kind === 'freeGoods' ? place(give.goods, 'give', 'goods') : []),
    ...(give.kind === 'bundlePrice'
      ? give.parts.flatMap((part, index) => place(part.goods, 'give', 'parts', index, 'goods'))
      : []),
  ];
}
