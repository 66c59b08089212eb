/** Rules that can never give anything: conditions that exclude each other, goods that are all excluded. */
import { isEmpty } from '../compile/compile-goods.ts';
import type { Condition } from '../programme/condition.ts';
import type { Give } from '../programme/give.ts';
import type { GoodsSet, Selector } from '../programme/goods.ts';
import type { Programme } from '../programme/programme.ts';
import type { Reward, Rule } from '../programme/rule.ts';
import { everyRule, type Placed } from './every-rule.ts';
import { type KnownGoods, someBelong } from './known-goods.ts';
import { type Path, type Problem, problem } from './problem.ts';

export const checkReach = (programme: Programme, known: KnownGoods | null): readonly Problem[] =>
  everyRule(programme).flatMap((each) => [
    ...conditionProblems(each),
    ...coverProblems(each.value.on, [...each.path, 'on']),
    ...partProblems(each),
    ...freeProblems(each, known),
  ]);

const MEMBERS_ONLY = [
  'tiers',
  'segments',
  'members',
  'birthday',
  'nthVisit',
  'everyVisits',
  'dormantDays',
  'referred',
] as const satisfies readonly (keyof Condition)[];

function conditionProblems({ value, path }: Placed<Rule | Reward>): readonly Problem[] {
  const { when = {}, give } = value;
  const at = [...path, 'when'];
  const problems: Problem[] = [];
  if (when.who === 'guest') {
    const memberPart = MEMBERS_ONLY.find((part) => when[part] !== undefined && when[part] !== false);
    if (memberPart) problems.push(problem('never-holds', [...at, memberPart], { with: 'who: guest' }));
    if (needsMember(give) || 'cost' in value)
      problems.push(problem('never-holds', [...at, 'who'], { with: `give.kind: ${give.kind}` }));
  }
  if (when.nthVisit !== undefined && when.everyVisits !== undefined && when.nthVisit % when.everyVisits !== 0)
    problems.push(problem('never-holds', [...at, 'everyVisits'], { with: `nthVisit: ${when.nthVisit}` }));
  if (when.nthVisit === 1 && when.dormantDays !== undefined)
    problems.push(problem('never-holds', [...at, 'dormantDays'], { with: 'nthVisit: 1' }));
  if (when.contains && isEmpty(when.contains)) problems.push(problem('covers-nothing', [...at, 'contains']));
  return problems;
}

const needsMember = ({ kind }: Give): boolean =>
  kind.startsWith('earn') || kind === 'award' || kind === 'quest' || kind === 'referral';

/** Every part that the rule includes is excluded again. */
function coverProblems({ include = {}, exclude = {} }: Selector = {}, path: Path): readonly Problem[] {
  if (isEmpty(include) || include.reduced === true) return [];
  const left = (['products', 'categories', 'tags', 'partners'] as const).some((field) =>
    namesIn(include, field).some((name) => !namesIn(exclude, field).includes(name)),
  );
  return left ? [] : [problem('covers-nothing', path)];
}

const namesIn = (
  goods: GoodsSet,
  field: 'products' | 'categories' | 'tags' | 'partners',
): readonly string[] => goods[field] ?? [];

const partProblems = ({ value: { give }, path }: Placed<Rule | Reward>): readonly Problem[] =>
  give.kind === 'bundlePrice'
    ? give.parts.flatMap(({ goods }, index) =>
        isEmpty(goods) ? [problem('covers-nothing', [...path, 'give', 'parts', index, 'goods'])] : [],
      )
    : [];

/** Free goods that are none: an empty choice, or one that no shelf holds. */
function freeProblems(
  { value: { give, on }, path }: Placed<Rule | Reward>,
  known: KnownGoods | null,
): readonly Problem[] {
  if (give.kind !== 'freeGoods') return [];
  const free = give.goods ?? on?.include;
  const at = [...path, 'give', ...(give.goods ? ['goods'] : [])];
  if (give.goods && isEmpty(give.goods)) return [problem('nothing-free', at)];
  if (free === undefined || isEmpty(free)) return [problem('anything-free', at)];
  return known === null || someBelong(known, free) ? [] : [problem('nothing-free', at)];
}
