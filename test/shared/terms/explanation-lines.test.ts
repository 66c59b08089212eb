import { describe, expect, test } from 'vitest';
import { asId } from '../../../shared/kernel/ids.ts';
import { LANGUAGES } from '../../../shared/kernel/language.ts';
import { milli, minor, points } from '../../../shared/kernel/units.ts';
import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../../shared/loyalty/compute.ts';
import type { MissReason } from '../../../shared/loyalty/outcome/explanation.ts';
import type { Outcome, Refusal } from '../../../shared/loyalty/outcome/outcome.ts';
import { explanationLines } from '../../../shared/terms/explanation-lines.ts';
import { basketOf, memberRow, product, seen } from '../../support/builders/basket.ts';
import { baseRule, doubleRule, programme } from '../../support/builders/programme.ts';

const document = programme({ rules: [baseRule(), doubleRule()] });
const outcome = (priceMinor: number, tier = 'silver'): Outcome =>
  compute(
    compileProgramme(document),
    seen(basketOf({ product: product({ priceMinor: minor(priceMinor) }) }).lines, {
      member: memberRow({ tierId: asId(tier) }),
    }),
  );
const told = (given: Outcome, language: 'ro' | 'ru' | 'en' = 'en') =>
  explanationLines(document, given, language);

describe('DOC-6 why there are so many points', () => {
  test('the parts stand beside their sum, and what was missed says by how much', () => {
    expect(told(outcome(31_400))).toEqual([
      '37 points: 31 for “Base” + 6 for the level “Silver”.',
      '“Double”: 86 lei short.',
      'To the level “Gold”: 4,686 lei more.',
    ]);
    expect(told(outcome(31_400), 'ro')).toEqual([
      '37 de puncte: 31 pentru „Base” + 6 pentru nivelul „Silver”.',
      '„Double”: mai lipsesc 86 de lei.',
      'Până la nivelul „Gold”: încă 4.686 de lei.',
    ]);
    expect(told(outcome(31_400), 'ru')).toEqual([
      '37 баллов: 31 – «Base» + 6 – уровень «Silver».',
      '«Double»: не хватает 86 леев.',
      'До уровня «Gold»: ещё 4\u00a0686 леев.',
    ]);
  });

  test('what a limit cuts off is taken away again', () => {
    const capped = programme({ rules: [baseRule()], limits: { pointsPerReceipt: 20 } });
    const given = compute(
      compileProgramme(capped),
      seen(basketOf({ product: product({ priceMinor: minor(31_400) }) }).lines),
    );
    expect(explanationLines(capped, given, 'en')[0]).toMatch(
      /^20 points: 31 for “Base” − 11 cut off by a limit/,
    );
  });
});

const reasons: readonly [MissReason, string][] = [
  [{ kind: 'sumTooSmall', shortMinor: minor(4_850) }, '“Double”: 48.50 lei short.'],
  [{ kind: 'quantityTooSmall', shortMilli: milli(2_000) }, '“Double”: 2 units short.'],
  [{ kind: 'beaten', by: asId('base') }, '“Double”: another offer saves more.'],
  [{ kind: 'limitReached' }, '“Double”: used up for now.'],
  [{ kind: 'needsMember' }, '“Double”: with a member’s card.'],
];

test.each(reasons)('DOC-6 a miss is told by its reason: %j', (reason, text) => {
  const plain = outcome(10_000, 'gold');
  const missed = [{ ruleId: asId<never>('double'), name: doubleRule().name, reason }];
  expect(told({ ...plain, explanation: { ...plain.explanation, missed } })).toContain(text);
});

const refusals: readonly [Refusal, string][] = [
  [
    { kind: 'points', askedPoints: points(300), largestPoints: points(120) },
    '300 points cannot be spent here; at most 120 points.',
  ],
  [
    { kind: 'wallet', askedMinor: minor(5_000), largestMinor: minor(1_250) },
    '50 lei cannot be paid from there; at most 12.50 lei.',
  ],
  [
    { kind: 'claim', ruleId: asId('double'), largestTimes: 1 },
    '“Double” cannot be taken so often; at most 1.',
  ],
  [{ kind: 'coupon', couponId: asId('spring'), why: 'used' }, 'The voucher “spring” gives nothing here.'],
  [{ kind: 'gift', n: 1, ruleId: asId('double') }, 'The gift of “Double” is not due.'],
];

test.each(refusals)('DOC-6 what could not be is told with what can: %j', (refusal, text) => {
  expect(told({ ...outcome(10_000, 'gold'), refusals: [refusal] })).toContain(text);
});

test.each(LANGUAGES)('every line is a whole sentence in %s', (language) => {
  const plain = outcome(31_400);
  const missed = reasons.map(([reason]) => ({
    ruleId: asId<never>('double'),
    name: doubleRule().name,
    reason,
  }));
  const everything = {
    ...plain,
    refusals: refusals.map(([refusal]) => refusal),
    explanation: { ...plain.explanation, missed },
  };
  for (const line of told(everything, language)) expect(line).toMatch(/^[^{}]*\.$/);
});
