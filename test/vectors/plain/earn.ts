/** Cases of the kind `earn`: a receipt of the case's lines under its earning rules. */
import type { BasketLine } from '../../../shared/basket/basket.ts';
import { asId, type ProductId, type RuleId } from '../../../shared/kernel/ids.ts';
import { milli, minor } from '../../../shared/kernel/units.ts';
import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../../shared/loyalty/compute.ts';
import type { EarnGive } from '../../../shared/loyalty/programme/give.ts';
import type { Selector } from '../../../shared/loyalty/programme/goods.ts';
import type { Rule } from '../../../shared/loyalty/programme/rule.ts';
import { Differences } from '../differences.ts';
import type { EarnCase } from '../format/case-schema.ts';
import { money, wholeRate } from '../format/numbers.ts';
import type { EarnRule } from '../format/plain-schema.ts';
import { emptySeen, NAMELESS, plainLine, plainMember, plainProgramme } from '../shop-parts.ts';
import { Untranslatable } from '../untranslatable.ts';

const DELIVERY = 'delivery';
const COUNTED = 'counted-units';

export function runEarn(each: EarnCase): readonly string[] {
  const rules = each.rules.map((rule, index) => standing(rule, toRule(rule, index)));
  if (rules.length === 0) rules.push(ruleOf('0', { kind: 'earnPerMoney', rate: perMoney(1) }, baseOf(each)));
  const programme = compileProgramme(plainProgramme({ rules }));
  const outcome = compute(programme, { ...emptySeen(), lines: linesOf(each), member: plainMember() });
  const differences = new Differences();
  const { points, breakdown, basis_minor: basis } = each.expect;
  if (points !== undefined) differences.figure('points', points, outcome.earnedPoints);
  if (basis !== undefined) differences.figure('basis', basis, outcome.earningBaseMinor);
  for (const [id, amount] of Object.entries(breakdown ?? {})) {
    const index = each.rules.findIndex((rule) => rule.id === id);
    const own = outcome.explanation.fired.filter(({ ruleId }) => ruleId === idOf(String(index)));
    differences.figure(
      `rule ${id}`,
      amount,
      own.reduce((sum, fired) => sum + fired.amount, 0),
    );
  }
  return differences.found;
}

/** A sum is one line of that sum, however many units it was for; what is beside the items is one line of delivery. */
function linesOf({ lines, basis_minor: basis, order, rules }: EarnCase): readonly BasketLine[] {
  const found = (lines ?? []).map((line, index) => {
    const tags = [...(line.labels ?? []), ...(line.delivery === true ? [DELIVERY] : [])];
    return plainLine({ n: index + 1, sku: line.sku, unitPriceMinor: money(line.amount), tags });
  });
  if (basis !== undefined && basis >= 0)
    found.push(plainLine({ n: found.length + 1, sku: 'goods', unitPriceMinor: minor(basis) }));
  if (order) {
    const { items_total_minor: items, order_total_minor: total } = order;
    found.push(plainLine({ n: 1, sku: 'items', unitPriceMinor: minor(items) }));
    const beside = minor(total - items);
    found.push(plainLine({ n: 2, sku: 'beside', unitPriceMinor: beside, tags: [DELIVERY] }));
  }
  const counted = rules.find((rule) => rule.type === 'fixed' && rule.units !== undefined);
  if (counted?.type === 'fixed' && counted.units !== undefined)
    found.push({
      ...plainLine({ n: found.length + 1, sku: COUNTED, unitPriceMinor: minor(100) }),
      quantityMilli: milli(counted.units * 1000),
    });
  return found;
}

/** The earning base of items leaves delivery out; that of the order has it in. */
const baseOf = ({ basis_mode: mode }: EarnCase): Partial<Rule> =>
  mode?.of === 'items_total' ? { on: { exclude: { tags: [DELIVERY] } } } : {};

function toRule(rule: EarnRule, index: number): Rule {
  const id = String(index);
  switch (rule.type) {
    case 'per_amount': {
      const give: EarnGive = {
        kind: 'earnPerMoney',
        rate: rateOf(rule.points, rule.per_minor),
      };
      return ruleOf(id, give, { on: { exclude: { products: [productOf(COUNTED)] } } });
    }
    case 'per_money':
      return ruleOf(id, { kind: 'earnPerMoney', rate: perMoney(rule.points) }, perMoneyParts(rule));
    case 'fixed': {
      if (rule.units === undefined) return ruleOf(id, { kind: 'earnFixed', amount: whole(rule.points) });
      const on: Selector = { include: { products: [productOf(COUNTED)] } };
      return ruleOf(id, { kind: 'earnPerUnit', amount: whole(rule.points) }, { on });
    }
    case 'fixed_for_sku': {
      const on: Selector = { include: { products: rule.skus.map(productOf) } };
      return ruleOf(id, { kind: 'earnFixed', amount: whole(rule.points) }, { on });
    }
    case 'multiplier':
      return ruleOf(id, { kind: 'earnMultiplier', factorBps: bpsOf(rule.factor) });
    case 'multiply_lines': {
      const include = { products: (rule.skus ?? []).map(productOf), tags: rule.labels ?? [] };
      return ruleOf(id, { kind: 'earnMultiplier', factorBps: bpsOf(rule.factor) }, { on: { include } });
    }
    case 'event':
      throw new Untranslatable('events that are no purchase');
  }
}

const standing = ({ stackable }: EarnRule, rule: Rule): Rule =>
  stackable === false ? { ...rule, stack: { exclusive: true } } : rule;

function perMoneyParts(rule: Extract<EarnRule, { type: 'per_money' }>): Partial<Rule> {
  const tags = [...(rule.exclude_labels ?? []), ...(rule.include_delivery === false ? [DELIVERY] : [])];
  const on: Selector = { exclude: { products: (rule.exclude_skus ?? []).map(productOf), tags } };
  if (rule.min_order === undefined) return { on };
  return { on, from: { sumMinor: minor(whole(rule.min_order) * 100), on: {} } };
}

const perMoney = (points: number) => rateOf(points, 100);

/** Whole points for a whole sum. */
function rateOf(points: number, sumMinor: number) {
  const { amount, per } = wholeRate(points / 100, sumMinor);
  return { amount, perMinor: minor(per) };
}

const bpsOf = (factor: number) =>
  whole(factor * 10_000) as Extract<EarnGive, { kind: 'earnMultiplier' }>['factorBps'];

const idOf = (id: string): RuleId => asId<RuleId>(`rule-${id}`);
const productOf = (sku: string): ProductId => asId<ProductId>(sku);

const ruleOf = (id: string, give: EarnGive, parts: Partial<Rule> = {}): Rule => ({
  id: idOf(id),
  name: NAMELESS,
  give,
  ...parts,
});

function whole(value: number): number {
  if (!Number.isInteger(value)) throw new Untranslatable(`not whole: ${value}`);
  return value;
}
