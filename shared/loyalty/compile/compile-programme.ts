/** Turns a programme into what the engine walks: done once per version, never per sale. */
import { minor } from '../../kernel/units.ts';
import type { EarnGive, Give } from '../programme/give.ts';
import type { Programme } from '../programme/programme.ts';
import type { Cost, Reward, Rule } from '../programme/rule.ts';
import { compileSelector, isEmpty } from './compile-goods.ts';
import type { CompiledProgramme, CompiledRule, PriceGive } from './compiled.ts';
import { coveredByAny } from './covered-by-any.ts';
import { goodsIndex } from './goods-index.ts';
import { compileGroups } from './stack-groups.ts';

export function compileProgramme(programme: Programme): CompiledProgramme {
  const plain = byId(programme.rules);
  const rules = plain.map((rule, index) => compileRule(rule, { index, cost: null }));
  const rewards = byId(programme.rewards ?? []).map((reward, index) =>
    compileRule(reward, { index: plain.length + index, cost: reward.cost }),
  );
  const all = [...rules, ...rewards];
  const prices = rules.filter(changesPrices);
  const earning = rules.filter(earns);
  return {
    programme,
    rules: all,
    index: goodsIndex(all),
    groups: compileGroups(programme.stackGroups ?? [], prices),
    exclusive: prices.filter(({ rule }) => rule.stack?.exclusive === true),
    rewards: rewards.filter((each) => changesPrices(each) || gives(each, 'privilege')),
    earning,
    earns: coveredByAny(earning),
    awards: rules.filter((each) => gives(each, 'award')),
    quests: rules.filter((each) => gives(each, 'quest')),
    referrals: rules.filter((each) => gives(each, 'referral')),
    privileges: rules.filter((each) => gives(each, 'privilege')),
    redeemable: compileSelector(programme.redemption?.on),
  };
}

/** Rules apply in the order of their ids wherever nothing else decides, so that a document's order means nothing. */
const byId = <R extends Rule | Reward>(rules: readonly R[]): readonly R[] =>
  [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));

function compileRule(rule: Rule | Reward, place: { index: number; cost: Cost | null }): CompiledRule {
  const { include = {}, exclude = {} } = rule.on ?? {};
  return {
    ...place,
    rule,
    byClaim: place.cost !== null || ('take' in rule && rule.take === 'offer'),
    covers: compileSelector(rule.on),
    isBasketWide: isEmpty(include),
    excludesGoods: !isEmpty(exclude),
    fromMinor: rule.from?.sumMinor ?? minor(0),
    fromMilli: rule.from?.quantityMilli ?? 0,
    fromTax: rule.from?.tax ?? 'included',
    fromCovers: rule.from?.on ? compileSelector(rule.from.on) : null,
  };
}

type Kind = Give['kind'];

const gives = <K extends Kind>(
  each: CompiledRule,
  kind: K,
): each is CompiledRule<Extract<Give, { kind: K }>> => each.rule.give.kind === kind;

const EARNING = new Set<Kind>([
  'earnPerMoney',
  'earnPerUnit',
  'earnFixed',
  'earnPerVisit',
  'earnMultiplier',
  'earnByReceipt',
  'earnByActivity',
] satisfies readonly EarnGive['kind'][]);

const PRICING = new Set<Kind>([
  'percentOff',
  'amountOff',
  'amountOffEach',
  'fixedPrice',
  'quantityBreaks',
  'receiptBreaks',
  'bundlePrice',
  'freeGoods',
] satisfies readonly PriceGive['kind'][]);

const earns = (each: CompiledRule): each is CompiledRule<EarnGive> => EARNING.has(each.rule.give.kind);
const changesPrices = (each: CompiledRule): each is CompiledRule<PriceGive> =>
  PRICING.has(each.rule.give.kind);
