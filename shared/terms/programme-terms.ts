/** The terms of a programme, made from its document: they cannot say anything else than what the engine does. */
import type { Language } from '../kernel/language.ts';
import { awardsOf } from '../loyalty/check/awards-of.ts';
import { assetOf } from '../loyalty/check/check-assets.ts';
import { everyRule } from '../loyalty/check/every-rule.ts';
import { isEmpty } from '../loyalty/compile/compile-goods.ts';
import type { Programme } from '../loyalty/programme/programme.ts';
import { type Clause, clause, clauseText } from './clause.ts';
import { levelTerms, limitTerms, payTerms, returnTerms, validityTerms } from './policy-terms.ts';
import { type RuleSection, ruleText, sectionOf } from './rule-terms.ts';
import { type TermWords, termWords } from './term-words.ts';

export type TermsSection = { readonly heading: string; readonly clauses: readonly Clause[] };

export type Terms = {
  readonly title: string;
  readonly validity: string;
  readonly sections: readonly TermsSection[];
};

export function programmeTerms(programme: Programme, language: Language): Terms {
  const words = termWords(programme, language);
  const { version, effectiveFrom, effectiveTo } = programme;
  const from = words.date(effectiveFrom);
  return {
    title: words.of(programme.name),
    validity:
      effectiveTo === null
        ? words.say('head.version', { version, from })
        : words.say('head.versionTo', { version, from, to: words.date(effectiveTo) }),
    sections: sectionsOf(words),
  };
}

function sectionsOf(words: TermWords): readonly TermsSection[] {
  const { programme } = words;
  const rules = (section: RuleSection) => ruleClauses(words, section);
  const earning = rules('earning');
  const free = everyRule(programme).some(({ value }) => value.give.kind === 'freeGoods');
  const assets = assetsGiven(programme);
  const section = (key: HeadKey, clauses: readonly Clause[]) =>
    clauses.length === 0 ? [] : [{ heading: words.say(key), clauses }];
  return [
    ...section('head.earning', [
      ...earning,
      ...(earning.length > 0 ? [clause('members', words.say('earn.members'))] : []),
    ]),
    ...section('head.levels', levelTerms(words)),
    ...section('head.discounts', rules('discounts')),
    ...section('head.goals', rules('goals')),
    ...section('head.privileges', rules('privileges')),
    ...section('head.rewards', rules('rewards')),
    ...section('head.paying', payTerms(words)),
    ...section('head.validity', validityTerms(words, assets)),
    ...section(
      'head.returns',
      assets.size > 0 || free || (programme.rewards ?? []).length > 0 ? returnTerms(words, free) : [],
    ),
    ...section('head.limits', limitTerms(words, hasSeveralBasketRules(programme))),
  ];
}

type HeadKey = Extract<Parameters<TermWords['say']>[0], `head.${string}`>;

const ruleClauses = (words: TermWords, section: RuleSection): readonly Clause[] =>
  everyRule(words.programme)
    .filter(({ value }) => sectionOf(value) === section)
    .map(({ value }) => clause(`rule:${value.id}`, ruleText(words, value), words.of(value.name)));

/** Kinds of what members may come to own by the programme's lot policies, not by a life of the award's own. */
function assetsGiven(programme: Programme): ReadonlySet<string> {
  const assets = everyRule(programme).flatMap((each) => {
    const { give } = each.value;
    return [
      ...(give.kind.startsWith('earn') ? [('asset' in give ? give.asset : undefined) ?? 'points'] : []),
      ...awardsOf(each).flatMap(({ value }) =>
        'validDays' in value && value.validDays !== undefined ? [] : (assetOf(value) ?? []),
      ),
    ];
  });
  return new Set(assets.map((asset) => asset.split(':')[0] ?? asset));
}

/** Only then does it need saying that the best one counts. */
const hasSeveralBasketRules = ({ rules }: Programme): boolean =>
  rules.filter(
    (rule) =>
      sectionOf(rule) === 'discounts' &&
      isEmpty(rule.on?.include ?? {}) &&
      rule.stack?.group === undefined &&
      !(rule.give.kind === 'freeGoods' && rule.give.mode === 'extra'),
  ).length > 1;

/** Plain text to print or to read. */
export const termsText = ({ title, validity, sections }: Terms): string =>
  [
    title,
    validity,
    ...sections.flatMap(({ heading, clauses }) => [
      '',
      heading,
      ...clauses.map((each) => `• ${clauseText(each)}`),
    ]),
    '',
  ].join('\n');
