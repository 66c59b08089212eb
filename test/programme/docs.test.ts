import { expect, test } from 'vitest';
import { zBasketFile } from '../../programme/files/basket-file.ts';
import { zMemberFile } from '../../programme/files/member-file.ts';
import { LANGUAGES } from '../../shared/kernel/language.ts';
import { checkProgramme } from '../../shared/loyalty/check/check-programme.ts';
import { severityOf } from '../../shared/loyalty/check/problem.ts';
import { programmeTerms, termsText } from '../../shared/terms/programme-terms.ts';
import { examplesOf, wholeExample } from './examples.ts';

const KINDS = [
  'earnPerMoney',
  'earnPerUnit',
  'earnFixed',
  'earnPerVisit',
  'earnMultiplier',
  'earnByReceipt',
  'earnByActivity',
  'percentOff',
  'amountOff',
  'amountOffEach',
  'fixedPrice',
  'quantityBreaks',
  'receiptBreaks',
  'bundlePrice',
  'freeGoods',
  'award',
  'quest',
  'referral',
  'privilege',
];

test('DOC-1 the guide shows every kind of give, and every example is a document that is taken', () => {
  const kinds = examplesOf('give').map((give) => (give as { kind: string }).kind);
  expect([...new Set(kinds)].sort()).toEqual([...KINDS].sort());
  const { programme, problems } = checkProgramme(wholeExample(), null);
  expect(problems.filter((each) => severityOf(each) === 'error')).toEqual([]);
  expect(programme?.rules).toHaveLength(kinds.length + 1);
});

test('its basket and its member are read as they stand there', () => {
  expect(zBasketFile(1).parse(examplesOf('basket')[0]).lines[1]).toMatchObject({
    price: 1890,
    quantity: 1240,
  });
  expect(zMemberFile(1).parse(examplesOf('member')[0])).toMatchObject({ spend: 248_000, points: 1240 });
});

test.each(LANGUAGES)('DOC-4 every kind of rule has its sentences in %s', async (language) => {
  const { programme } = checkProgramme(wholeExample(), null);
  const text = programme ? termsText(programmeTerms(programme, language)) : '';
  expect(text).not.toMatch(/\{\{|undefined|terms:|\.\.|  /);
  await expect(text).toMatchFileSnapshot(`../fixtures/terms/every-rule.${language}.txt`);
});
