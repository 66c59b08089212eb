import { describe, expect, test } from 'vitest';
import {
  assetAmount,
  assetTitle,
  countText,
  progressText,
  quantityText,
  tierDistance,
} from '../../../shared/i18n/loyalty-words.ts';
import type { Language } from '../../../shared/kernel/language.ts';

const measures = (language: Language, scale: 1 | 10 | 100 = 1) =>
  ({ language, scale, currency: { code: 'MDL', exponent: 2 } }) as const;

describe('amounts as people say them', () => {
  test.each([
    ['ro', 'stamps:coffee', 1, '1 ștampilă'],
    ['ro', 'stamps:coffee', 7, '7 ștampile'],
    ['ro', 'stamps:coffee', 19, '19 ștampile'],
    ['ro', 'stamps:coffee', 20, '20 de ștampile'],
    ['ro', 'stamps:coffee', 101, '101 ștampile'],
    ['ro', 'points', 1_240, '1.240 de puncte'],
    ['ru', 'ticket:winter', 1, '1 билет'],
    ['ru', 'ticket:winter', 3, '3 билета'],
    ['ru', 'ticket:winter', 11, '11 билетов'],
    ['ru', 'ticket:winter', 21, '21 билет'],
    ['ru', 'coupon:next', 5, '5 ваучеров'],
    ['en', 'coupon:next', 1, '1 voucher'],
    ['en', 'wallet', 1_240, '12.40 MDL'],
    ['ro', 'giftcard', 1_240, '12,40 lei'],
  ] as const)('%s %s %i is "%s"', (language, asset, amount, text) => {
    expect(assetAmount(asset, amount, measures(language))).toBe(text);
  });

  test('fractions of points take the form of fractions', () => {
    expect(assetAmount('points', 15, measures('ru', 10))).toBe('1,5 балла');
  });

  test('a programme’s own name for points stands as it is', () => {
    const pointName = { ro: 'steluțe', ru: 'звёзды', en: 'stars' };
    expect(assetAmount('points', 1, { ...measures('en'), pointName })).toBe('1 stars');
  });

  test('pieces are whole, anything finer was weighed', () => {
    expect(quantityText(2_000, 'ro')).toBe('2 bucăți');
    expect(quantityText(21_000, 'ro')).toBe('21 de bucăți');
    expect(quantityText(760, 'ru')).toBe('0,760 кг');
  });

  test('every asset has a name', () => {
    expect(assetTitle('quest:november', 'ro')).toBe('Provocare');
    expect(assetTitle('stamps:coffee', 'ru')).toBe('Штампы');
  });
});

describe('progress and distances', () => {
  test('a card counts, a quest of spending is money with its unit once', () => {
    expect(progressText({ have: 7, target: 10 }, measures('ru'))).toBe('7 из 10');
    expect(progressText({ have: 12_000, target: 50_000, count: 'spend' }, measures('ro'))).toBe(
      '120,00 din 500,00 lei',
    );
  });

  test('the next tier is as far as its measure says', () => {
    expect(tierDistance('spend', 26_000, measures('en'))).toBe('260.00 MDL');
    expect(tierDistance('visits', 21, measures('ro'))).toBe('21 de vizite');
    expect(tierDistance('points', 2, measures('ru'))).toBe('2 балла');
  });

  test('days, weeks and months of a streak are counted too', () => {
    expect(countText('streakDays', 5, 'ru')).toBe('5 дней');
    expect(countText('streakWeeks', 2, 'ro')).toBe('2 săptămâni');
    expect(countText('streakMonths', 1, 'en')).toBe('1 month');
  });
});
