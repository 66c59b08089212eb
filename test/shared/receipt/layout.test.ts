import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../../../shared/kernel/language.ts';
import { minor, points } from '../../../shared/kernel/units.ts';
import { cellsOf } from '../../../shared/receipt/layout/cells.ts';
import { budgetCells, PAPER_WIDTHS, type TextLine, textOf } from '../../../shared/receipt/layout/line.ts';
import { receiptLayout } from '../../../shared/receipt/layout/receipt-layout.ts';
import type { LoyaltyBlock, RenderFacts, SaleReceipt } from '../../../shared/receipt/model.ts';
import { layoutText } from '../../../shared/receipt/text.ts';
import { receiptLine, renderFacts, reportReceipt, saleReceipt } from '../../support/builders/receipt.ts';
import { richReceipt } from '../../support/builders/rich-receipt.ts';

const textLines = (receipt: SaleReceipt, facts: RenderFacts = renderFacts(), widthCells: 32 | 42 | 48 = 48) =>
  receiptLayout(receipt, facts, widthCells).filter((line): line is TextLine => line.kind === 'text');

const paper = (receipt: SaleReceipt, facts: RenderFacts = renderFacts()): string =>
  layoutText(receiptLayout(receipt, facts, 48), 48);

const withLoyalty = (changes: Partial<LoyaltyBlock>): SaleReceipt => {
  const sale = saleReceipt('ro');
  return { ...sale, loyalty: sale.loyalty && { ...sale.loyalty, ...changes } };
};

describe('what fits on the paper', () => {
  const anyName = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.constantFrom('a'.repeat(200), '日本語'.repeat(60), 'е́'.repeat(90), '\u200b'.repeat(200), ''),
  );
  test('no name of goods, shop or person makes a line wider than the paper', () => {
    fc.assert(
      fc.property(
        anyName,
        fc.constantFrom(...PAPER_WIDTHS),
        fc.constantFrom(...LANGUAGES),
        (name, width, language) => {
          const sale = saleReceipt(language);
          const receipt = {
            ...sale,
            cashierName: name,
            issuer: { ...sale.issuer, companyName: name, address: name, tillName: name },
            lines: [receiptLine(name, 1_000)],
          };
          for (const line of textLines(receipt, renderFacts({ memberLabel: name }), width)) {
            expect(cellsOf(textOf(line))).toBeLessThanOrEqual(budgetCells(width, line.size));
            expect(textOf(line)).not.toMatch(/[\p{Cc}\p{Cs}]/u);
          }
        },
      ),
    );
  });

  test('figures stay whole and end at the right edge, however large', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e13 }), fc.constantFrom(...PAPER_WIDTHS), (value, width) => {
        const sale = saleReceipt('en');
        const totals = { grossMinor: minor(value), discountMinor: minor(0), totalMinor: minor(value) };
        const figure = `${Math.floor(value / 100).toLocaleString('en-GB')}.${String(value % 100).padStart(2, '0')}`;
        const total = textLines({ ...sale, totals, changeMinor: minor(0) }, renderFacts(), width).find(
          (line) => line.size !== 'normal' && textOf(line).endsWith(figure),
        );
        expect(total && cellsOf(textOf(total))).toBe(total && budgetCells(width, total.size));
        expect(total).toBeDefined();
      }),
    );
  });

  test('wide characters take two cells and accents none', () => {
    expect(cellsOf('日本')).toBe(4);
    expect(cellsOf('е́')).toBe(1);
    expect(cellsOf('șțăâî')).toBe(5);
  });
});

describe('what a member reads', () => {
  test('the reasons add up to the points earned', () => {
    const reasons = [...paper(saleReceipt('ro')).matchAll(/\+(\d+)$/gm)].map((match) => Number(match[1]));
    // The last figure with a plus is what is pending.
    expect(reasons.slice(0, -1).reduce((sum, value) => sum + value, 0)).toBe(95);
  });

  test.each([
    [1, '+1 punct'],
    [2, '+2 puncte'],
    [20, '+20 de puncte'],
    [101, '+101 puncte'],
  ])('%i points in Romanian are "%s"', (earned, text) => {
    expect(paper(withLoyalty({ earnedPoints: points(earned) }))).toMatch(new RegExp(`^ *\\${text}$`, 'm'));
  });

  test.each([
    [1, '+1 балл'],
    [3, '+3 балла'],
    [11, '+11 баллов'],
    [21, '+21 балл'],
  ])('%i points in Russian are "%s"', (earned, text) => {
    const sale = saleReceipt('ru');
    const receipt = { ...sale, loyalty: sale.loyalty && { ...sale.loyalty, earnedPoints: points(earned) } };
    expect(paper(receipt)).toMatch(new RegExp(`^ *\\${text}$`, 'm'));
  });

  test('fractions of a point are written as such', () => {
    expect(paper(withLoyalty({ scale: 10, earnedPoints: points(15) }))).toContain('+1,5 puncte');
  });

  test('the balance carries the time at which it was true, and its worth', () => {
    const text = paper(saleReceipt('ro'));
    expect(text).toMatch(/Sold la 22\.11\.2026, 17:58 +1\.340 de puncte/);
    expect(text).toMatch(/În bani +134,00 lei/);
    expect(text).toMatch(/În așteptarea confirmării +\+95/);
  });

  test('nothing earned is said plainly, and nothing pending is not mentioned', () => {
    const text = paper(withLoyalty({ earnedPoints: points(0), pendingPoints: points(0) }));
    expect(text).toContain('Fără puncte la acest bon');
    expect(text).not.toContain('așteptarea');
  });

  test('of the rules that were missed only the first, the nearest, is named', () => {
    const sale = saleReceipt('ro');
    const missed = sale.explanation.missed[0];
    if (!missed) throw new Error('the sample has a missed rule');
    const farther = {
      ...missed,
      name: { ro: 'Departe', ru: '', en: '' },
      reason: { kind: 'sumTooSmall' as const, shortMinor: minor(99_999) },
    };
    const beaten = { ...missed, reason: { kind: 'limitReached' as const } };
    const text = paper({ ...sale, explanation: { ...sale.explanation, missed: [beaten, missed, farther] } });
    expect(text).toContain('55,13 lei');
    expect(text).not.toContain('Departe');
  });

  test('an erased member leaves no label, not even on an old receipt', () => {
    const text = paper(saleReceipt('ro'), renderFacts({ memberLabel: null }));
    expect(text).toContain('Membru: date șterse');
    expect(text).not.toContain('4521');
  });
});

describe('discounts and gifts', () => {
  test('each stands under its line with its reason, and they sum to what was saved', () => {
    const text = paper(richReceipt('ro'));
    expect(text).toMatch(/Cafea boabe -10% +-32,90/);
    expect(text).toMatch(/Codul TOAMNA: -5% +-14,80/);
    expect(text).toMatch(/Achitat cu puncte +-20,00/);
    expect(text).toMatch(/Cadou: Ceașcă la 300 lei +-45,00/);
    const cuts = [...text.matchAll(/ -(\d+),(\d\d)$/gm)].map((match) => Number(`${match[1]}${match[2]}`));
    // The last one is their sum, below the goods.
    expect(cuts.slice(0, -1).reduce((sum, each) => sum + each, 0)).toBe(cuts.at(-1));
    expect(text).toContain('Ați economisit 131,60 lei');
  });

  test('a rule that the explanation does not name is a plain discount', () => {
    const sale = saleReceipt('ro');
    const text = paper({ ...sale, explanation: { ...sale.explanation, fired: [] } });
    expect(text).toMatch(/Reducere +-32,90/);
  });

  test('a guest reads reasons and what was nearly reached, and nothing of points', () => {
    const text = paper({ ...saleReceipt('ro'), loyalty: null });
    expect(text).toMatch(/Cafea boabe -10% +-32,90/);
    expect(text).toMatch(/A lipsit puțin:[^]+ 55,13 lei/);
    expect(text).not.toMatch(/Membru|Sold|\+\d/);
  });

  test('a gift card shows the end of its number only', () => {
    expect(paper(richReceipt('ro'))).toContain('Card cadou ••8812');
    expect(paper(richReceipt('ro'))).not.toContain('000123458812');
  });
});

describe('what is earned besides points', () => {
  test.each([
    ['cashback', /Portofel +\+3,42 lei/],
    ['stamps', /Cartela de cafea +\+1 ștampilă/],
    ['tickets', /Tombola de iarnă +\+21 de bilete/],
    ['a voucher', /Voucher: -20% la următoarea cafea/],
    ['a badge', /Insignă: Client fidel/],
    ['a gift', /Cadou de înmânat: Calendar 2027/],
    ['a privilege', /Consultantul dumneavoastră/],
    ['a limit, as points that were cut off', /Limită: 1 punct la 10 lei +-4/],
    ['a card’s progress', /Cartela de cafea +7 din 10/],
    ['a quest of spending', /1\.200,00 din 2\.000,00 lei/],
    ['what ends', /Expiră la 01\.03\.2027 +200 de puncte/],
    ['a miss in pieces', /Șase ape la preț de\s+cinci +4 bucăți/],
    ['the next tier in visits', /Până la nivelul Aur +21 de vizite/],
    ['the next reward', /A zecea cafea\s+gratuită +3 ștampile/],
  ])('%s', (_what, words) => {
    expect(paper(richReceipt('ro'))).toMatch(words);
  });

  test('without points the headline is what was given instead', () => {
    const rich = richReceipt('ru');
    const loyalty = rich.loyalty && { ...rich.loyalty, earnedPoints: points(0) };
    expect(paper({ ...rich, loyalty })).toMatch(/^ *\+3,42 лей$/m);
  });

  test('the programme’s own name for points is used', () => {
    expect(paper(withLoyalty({ pointName: { ro: 'steluțe', ru: 'звёзды', en: 'stars' } }))).toContain(
      '+95 steluțe',
    );
  });

  test('no name of a rule makes a line wider than the paper', () => {
    const long =
      'Cel mai lung nume de regulă pe care cineva l-ar putea scrie, fărăniciunspațiuîntrecuvinte'.repeat(2);
    for (const width of PAPER_WIDTHS)
      for (const language of LANGUAGES) {
        const text = JSON.stringify(richReceipt(language)).replaceAll(
          /"(ro|ru|en)":"[^"]+"/g,
          `"$1":"${long}"`,
        );
        for (const line of textLines(JSON.parse(text), renderFacts(), width))
          expect(cellsOf(textOf(line))).toBeLessThanOrEqual(budgetCells(width, line.size));
      }
  });
});

describe('what a slip is and is not', () => {
  test.each([
    ['ro', 'BON NEFISCAL'],
    ['ru', 'НЕФИСКАЛЬНЫЙ ЧЕК'],
    ['en', 'NOT A FISCAL RECEIPT'],
  ] as const)('without a fiscal number it says so in %s', (language, banner) => {
    expect(paper(saleReceipt(language))).toContain(banner);
  });

  test('with a fiscal number it gives that instead', () => {
    const text = paper({ ...saleReceipt('ro'), fiscal: { state: 'fiscalised', number: '000123' } });
    expect(text).toContain('Bon fiscal nr. 000123');
    expect(text).not.toContain('NEFISCAL');
  });

  test('a copy is marked at both ends, and the original is not', () => {
    expect(paper(saleReceipt('ro'), renderFacts({ copy: 2 })).match(/COPIA 2/g)).toHaveLength(2);
    expect(paper(saleReceipt('ro'))).not.toContain('COPIA');
  });

  test('a training slip is marked at both ends', () => {
    expect(paper(saleReceipt('ru'), renderFacts({ training: true })).match(/ОБУЧЕНИЕ/g)).toHaveLength(2);
  });

  test('its witness stands on it in words and as a QR code', () => {
    const lines = receiptLayout(saleReceipt('ro'), renderFacts(), 32);
    expect(lines).toContainEqual({ kind: 'qr', data: 't-bot2-1-1234 9f3c21ab' });
    expect(layoutText(lines, 32)).toMatch(/^ *t-bot2-1-1234 9f3c21ab$/m);
  });

  test('a drawer that holds more or less than it should shows the sign', () => {
    const report = (countedMinor: number) => {
      const base = reportReceipt('en');
      const receipt = { ...base, cash: { ...base.cash, countedMinor: minor(countedMinor) } };
      return layoutText(receiptLayout(receipt, renderFacts(), 48), 48);
    };
    expect(report(2_961_555)).toMatch(/Difference +\+1\.00/);
    expect(report(2_961_355)).toMatch(/Difference +-1\.00/);
    expect(report(2_961_455)).toMatch(/Difference +0\.00/);
  });
});

describe('what was spent', () => {
  const spending = withLoyalty({
    availablePoints: points(180),
    spent: [
      { asset: 'points', amount: 120 },
      { asset: 'stamps:coffee', amount: 10 },
    ],
    balances: [{ asset: 'points', available: 180, pending: 12 }],
  });

  test('stands above the balance, which is then what is left', () => {
    const text = paper({
      ...spending,
      assetNames: { 'stamps:coffee': { ro: 'Cafea', ru: 'Кофе', en: 'Coffee' } },
    });
    expect(text).toMatch(
      /Folosit +-120 de puncte\nFolosit: Cafea +-10 ștampile\n\nRămas la .* +180 de puncte/,
    );
    expect(text).not.toContain('Sold la');
  });

  test('without points spent the balance is called so', () => {
    const text = paper(withLoyalty({ spent: [{ asset: 'wallet', amount: 500 }] }));
    expect(text).toMatch(/Folosit: Portofel +-5,00 lei/);
    expect(text).toContain('Sold la');
  });
});
