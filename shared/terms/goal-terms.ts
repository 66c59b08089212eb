/** Awards, goals over several purchases, bringing friends. */
import { minor } from '../kernel/units.ts';
import type { AwardGive, QuestGive, ReferralGive } from '../loyalty/programme/give.ts';
import type { Selector } from '../loyalty/programme/goods.ts';
import { awardText } from './amount-words.ts';
import { inGoods } from './goods-words.ts';
import { forEveryTerm } from './price-terms.ts';
import { ofUnits, type TermWords } from './term-words.ts';

export function goalTerms(
  words: TermWords,
  give: AwardGive | QuestGive | ReferralGive,
  on: Selector | undefined,
): readonly string[] {
  switch (give.kind) {
    case 'award':
      return [
        words.say('award.give', { award: awardText(words, give.award) }),
        ...(give.forEvery ? [forEveryTerm(words, give.forEvery)] : []),
      ];
    case 'quest':
      return [
        questTerm(words, give, on),
        give.times === undefined ? words.say('quest.again') : words.count('quest.times', give.times),
      ];
    case 'referral':
      return [
        words.say('referral.give', {
          newcomer: awardText(words, give.newcomer),
          referrer: awardText(words, give.referrer),
        }),
        words.count('referral.max', give.maxReferrals),
      ];
  }
}

function questTerm(words: TermWords, { count, target, award }: QuestGive, on: Selector | undefined): string {
  const params = { award: awardText(words, award), in: inGoods(words, on) };
  switch (count) {
    case 'spend':
      return words.say('quest.spend', { ...params, money: words.money(minor(target)) });
    case 'units':
      return words.say('quest.units', { ...params, units: ofUnits(words, target) });
    case 'visits':
    case 'streakDays':
    case 'streakWeeks':
    case 'streakMonths':
      return words.count(`quest.${count}`, target, params);
  }
}
