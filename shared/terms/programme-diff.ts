/**
 * What changes from one version of a programme to the next, in words. Every difference is told: what the terms say
 * otherwise by their sentences, the rest by the name of the field (customers do not see it, the owner does).
 */
import type { Language } from '../kernel/language.ts';
import type { Programme } from '../loyalty/programme/programme.ts';
import { type Clause, clauseText } from './clause.ts';
import { measureOf } from './policy-terms.ts';
import { programmeTerms } from './programme-terms.ts';
import { type TermWords, termWords } from './term-words.ts';
import { tierChanges } from './tier-changes.ts';
import { unseenChanges } from './unseen-changes.ts';

export type Versions = { readonly before: Programme; readonly now: Programme };

export type Diff = { readonly heading: string; readonly sentences: readonly string[] };

export function programmeDiff({ before, now }: Versions, language: Language): Diff {
  const [wordsBefore, words] = [termWords(before, language), termWords(now, language)];
  const clausesBefore = clausesOf(before, wordsBefore);
  const clausesNow = clausesOf(now, words);
  const tiers = sameMeasure({ before, now }) ? tierChanges({ before: wordsBefore, now: words }) : new Map();
  const changes = [...clausesNow.values()].flatMap((each) => {
    const old = clausesBefore.get(each.subject);
    if (!old) return [{ subject: each.subject, text: words.say('diff.new', { text: clauseText(each) }) }];
    if (clauseText(old) === clauseText(each)) return [];
    return [{ subject: each.subject, text: tiers.get(each.subject) ?? changedText(words, old, each) }];
  });
  const gone = [...clausesBefore.values()].filter(({ subject }) => !clausesNow.has(subject));
  const told = new Set([...changes, ...gone].map(({ subject }) => subject));
  const sentences = [
    ...changes.map(({ text }) => text),
    ...gone.map((each) => words.say('diff.gone', { text: clauseText(each) })),
    ...unseenChanges({ before, now }, { words, told }),
  ];
  return {
    heading: words.say('diff.head', { date: words.date(now.effectiveFrom) }),
    sentences: sentences.length > 0 ? sentences : [words.say('diff.none')],
  };
}

/** A rule's new name alone is a new name; anything else stands beside what it was. */
function changedText(words: TermWords, before: Clause, now: Clause): string {
  if (before.text === now.text && before.name !== null && now.name !== null)
    return words.say('diff.renamed', {
      before: words.quoted(before.name),
      now: words.quoted(now.name),
    });
  return words.say('diff.changed', { now: clauseText(now), before: before.text });
}

function clausesOf(programme: Programme, words: TermWords): ReadonlyMap<string, Clause> {
  const { title, sections } = programmeTerms(programme, words.language);
  const { effectiveFrom, effectiveTo } = programme;
  const own: readonly Clause[] = [
    { subject: 'name', name: title, text: '' },
    ...(effectiveTo === null
      ? []
      : [
          {
            subject: 'effectiveTo',
            name: null,
            text: words.say('if.period', { from: words.date(effectiveFrom), to: words.date(effectiveTo) }),
          },
        ]),
  ];
  return new Map([...own, ...sections.flatMap(({ clauses }) => clauses)].map((each) => [each.subject, each]));
}

const sameMeasure = ({ before, now }: Versions): boolean =>
  measureOf(before).measure === measureOf(now).measure && before.currencyCode === now.currencyCode;

export const diffText = ({ heading, sentences }: Diff): string =>
  [heading, ...sentences.map((text) => `• ${text}`), ''].join('\n');
