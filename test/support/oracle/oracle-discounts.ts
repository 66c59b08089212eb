/**
 * Price rules, unit by unit: which of them hold, which are taken, and what is left. Written from the specification and
 * from what the document's types say.
 */
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { Rule } from '../../../shared/loyalty/programme/rule.ts';
import { cutsOf, type Judged, shareLimit } from './oracle-cuts.ts';
import { covers, leftOf, type OracleLine, quantityOf, takeOff } from './oracle-line.ts';

const PRICE_KINDS = [
  'percentOff',
  'amountOff',
  'amountOffEach',
  'fixedPrice',
  'quantityBreaks',
  'receiptBreaks',
  'freeGoods',
];

export function discount(programme: Programme, lines: readonly OracleLine[]): void {
  const rules = programme.rules.filter(({ give }) => PRICE_KINDS.includes(give.kind)).sort(byId);
  const goods = leftOf(lines.filter(({ line }) => line.giftCardId === undefined));
  const allowance = { left: shareLimit(programme.limits?.discountShareOfReceiptBps, goods) };
  const exclusive = best(
    judged(
      rules.filter(({ stack }) => stack?.exclusive === true),
      lines,
    ),
    lines,
    allowance.left,
  );
  if (exclusive) return apply(exclusive, lines, allowance);
  const others = rules.filter(({ stack }) => stack?.exclusive !== true);
  for (const { combine, rules: group } of groupsOf(programme, others)) {
    const holding = judged(group, lines);
    const taken = combine === 'all' ? holding : [best(holding, lines, allowance.left)];
    for (const each of taken) if (each) apply(each, lines, allowance);
  }
}

const byId = (a: Rule, b: Rule): number => (a.id < b.id ? -1 : 1);

type Group = { readonly combine: 'best' | 'all'; readonly rules: readonly Rule[] };

/** STK-1 … STK-3: listed groups, named ones by id, rules on named goods one by one, then what covers everything. */
function groupsOf({ stackGroups = [] }: Programme, rules: readonly Rule[]): readonly Group[] {
  const groupOf = ({ stack, on, give }: Rule): string | null =>
    stack?.group ??
    (Object.keys(on?.include ?? {}).length === 0 && give.kind !== 'bundlePrice' ? 'basket' : null);
  const listed = stackGroups.map(({ id }) => id);
  const named = rules.map(groupOf).filter((id): id is string => id !== null);
  const unlisted = [...new Set(named)].filter((id) => !listed.includes(id) && id !== 'basket').sort();
  const group = (id: string): Group => ({
    combine: stackGroups.find((each) => each.id === id)?.combine ?? 'best',
    rules: rules.filter((rule) => groupOf(rule) === id),
  });
  return [
    ...listed.map(group),
    ...unlisted.map(group),
    ...rules
      .filter((rule) => groupOf(rule) === null)
      .map((rule) => ({ combine: 'best' as const, rules: [rule] })),
    ...(listed.includes('basket') ? [] : [group('basket')]),
  ];
}

function judged(rules: readonly Rule[], lines: readonly OracleLine[]): readonly Judged[] {
  return rules.flatMap((rule) => {
    const covered = lines.filter((line) => covers(rule.on, line));
    const filling = rule.from?.on ? lines.filter((line) => covers(rule.from?.on, line)) : covered;
    if (leftOf(filling) < (rule.from?.sumMinor ?? 0)) return [];
    if (quantityOf(filling) < (rule.from?.quantityMilli ?? 0)) return [];
    return [{ rule, sumAtStart: leftOf(covered) }];
  });
}

/** The one that saves most; among equals the smaller id, as rules come in that order. */
function best(each: readonly Judged[], lines: readonly OracleLine[], allowance: number): Judged | null {
  let found: { judged: Judged; saves: number } | null = null;
  for (const one of each) {
    const saves = cutsOf(one, lines, allowance).reduce((all, { amount }) => all + amount, 0);
    if (saves > (found?.saves ?? 0)) found = { judged: one, saves };
  }
  return found?.judged ?? null;
}

function apply(one: Judged, lines: readonly OracleLine[], allowance: { left: number }): void {
  for (const { of, picked, amount } of cutsOf(one, lines, allowance.left)) {
    takeOff(of, picked, amount, one.rule.id);
    allowance.left -= amount;
  }
}
