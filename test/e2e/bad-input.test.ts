/** Wrong codes, wrong PINs, a line that lies and a clock that is wrong: each says so, and nothing is lost. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openEmbedded } from '../../server/db/embedded/open-embedded.ts';
import { formatMoneyWithUnit } from '../../shared/i18n/format.ts';
import { failureText } from '../../shared/i18n/translate.ts';
import { failure } from '../../shared/kernel/failure.ts';
import { minor } from '../../shared/kernel/units.ts';
import { withWrongClock } from '../support/faulty-main/preloaded.ts';
import { type FaultyProxy, startFaultyProxy } from '../support/faulty-proxy/faulty-proxy.ts';
import { runHq } from '../support/hq/hq-process.ts';
import { engineFaults, salesIn } from '../support/shop/engine-faults.ts';
import {
  expectNotice,
  inEachLanguage,
  noticeText,
  partText,
  speak,
  uiText,
} from '../support/shop/shown-texts.ts';
import { ANA, FLOAT_LEI, ION, openTestShop, type TestShop } from '../support/shop/test-shop.ts';
import { readJournal } from './demo/read-journal.ts';
import { readShopGoods } from './demo/shop-goods.ts';

const { codes, cards } = readShopGoods();
const [first = '', second = ''] = codes;
const [card = ''] = cards;
const UNKNOWN_GOODS = '4006381333931';
const MISREAD_GOODS = '4006381333937';
const UNKNOWN_CARD = 'P999999999999';
const A_DAY_MS = 24 * 60 * 60 * 1000;
const MDL = { code: 'MDL', exponent: 2 } as const;

let shop: TestShop;
let line: FaultyProxy;

beforeAll(async () => {
  shop = await openTestShop({
    wayToHq: async (port) => {
      line = await startFaultyProxy(port);
      return line.port;
    },
  });
});
afterAll(async () => {
  await shop.close();
  await line.close();
});

describe('enrolment', () => {
  const tryCode = async (code: string): Promise<void> => {
    await shop.robot().page.fill('input[name="code"]', code);
    await shop.robot().page.keyboard.press('Enter');
  };

  test('ENR-1 with a code that HQ never gave out', async () => {
    await tryCode('AAAA-BBBB-CCCC-DDDD');
    await expectNotice(shop, failure('ENROL-CODE'), 'enrol-unknown-code');
  });

  test('ENR-1 with a code that has expired', async () => {
    const args = ['enrol-code', '--store', 's-centru', '--till', 'Casa 9', '--data', shop.hqFolder];
    const { lines } = await runHq({ args });
    const code = /^enrolment code (\S+)$/m.exec(lines.join('\n'))?.[1] ?? '';
    await atHq(`update enrolment_code set expires_at_ms = 1 where till_name = 'Casa 9'`);
    await tryCode(code);
    await expectNotice(shop, failure('ENROL-EXPIRED'), 'enrol-expired');
  });

  test.each([
    ['rubbish', 'HQ-RUBBISH', 'enrol.rubbish'],
    ['half', 'HQ-UNREACHABLE', 'enrol.unreachable'],
    ['dead', 'HQ-UNREACHABLE', 'enrol.unreachable'],
  ] as const)('REQ-2 over a line that is %s, in words of its own', async (mode, code, words) => {
    await line.set(mode);
    await tryCode('AAAA-BBBB-CCCC-DDDD');
    await inEachLanguage(shop, async (language) => {
      expect(await noticeText(shop, code)).toBe(uiText(words, language));
      await shop.shoot(`enrol-line-${mode}-${language}`);
    });
    await line.set('good');
  });

  test('works with the right code after all this', async () => {
    await shop.enrol();
  });
});

describe('PIN-1 a wrong PIN', () => {
  const tryPin = async (pin: string): Promise<void> => {
    await shop.robot().page.keyboard.type(pin, { delay: 60 });
    await shop.robot().page.keyboard.press('Enter');
  };

  test('is counted down on the screen, and the fifth locks', async () => {
    await shop.robot().page.click(`[data-cashier="${ION}"]`);
    for (const left of [4, 3, 2, 1]) {
      await tryPin('000000');
      const wanted = failureText(failure('PIN-WRONG', { left }), 'en');
      await speak(shop, 'en');
      await expect.poll(() => noticeText(shop, 'PIN-WRONG')).toBe(wanted);
    }
    await expectNotice(shop, failure('PIN-WRONG', { left: 1 }), 'pin-wrong');
    await tryPin('000000');
    await inEachLanguage(shop, async (language) => {
      const shown = await noticeText(shop, 'PIN-LOCKED');
      const possible = Array.from({ length: 31 }, (_, seconds) =>
        failureText(failure('PIN-LOCKED', { seconds }), language),
      );
      expect(possible).toContain(shown);
      await shop.shoot(`pin-locked-${language}`);
    });
  });

  test('PIN-2 locks also after a restart, that cashier alone', async () => {
    await shop.restartTill();
    await shop.robot().page.waitForSelector(`[data-cashier="${ION}"]`);
    await shop.robot().page.click(`[data-cashier="${ION}"]`);
    await tryPin(shop.pin(ION));
    await noticeText(shop, 'PIN-LOCKED');
    await shop.robot().signIn(ANA, shop.pin(ANA));
    await shop.robot().openShift(FLOAT_LEI);
  });
});

describe('at the scanner', () => {
  beforeAll(async () => {
    await shop.robot().member(card);
    await shop.robot().scan(first, 2);
    await shop.robot().scan(second);
  });
  const type = async (text: string): Promise<void> => {
    for (const char of text) await shop.robot().page.keyboard.press(char === '×' ? 'NumpadMultiply' : char);
    await shop.robot().page.keyboard.press('Enter');
  };
  const basketIsThere = async (): Promise<void> =>
    expect(await shop.robot().lines()).toEqual([first, second]);

  test.each([
    [
      'SCN-1 goods that are not in the price list',
      UNKNOWN_GOODS,
      failure('SCAN-UNKNOWN', { code: UNKNOWN_GOODS }),
    ],
    ['SCN-1 a code that was read wrong', MISREAD_GOODS, failure('SCAN-CHECKSUM', { code: MISREAD_GOODS })],
    ['SCN-2 a card of nobody', UNKNOWN_CARD, failure('MEMBER-NOT-FOUND')],
    ['BSK-2 none of something', `0×${first}`, failure('BASKET-QUANTITY', { max: 9999 })],
  ])('%s', async (_what, text, wanted) => {
    await type(text);
    await expectNotice(shop, wanted, wanted.code.toLowerCase());
    await basketIsThere();
  });

  test('SAL-3 too little money', async () => {
    const { page } = shop.robot();
    const due = await page.textContent('[data-part="total"] > :last-child');
    const dueMinor = Number(due?.replace(/\D/g, ''));
    await page.keyboard.press('F12');
    await page.waitForSelector('[data-part="pay"]');
    await page.keyboard.type('1', { delay: 60 });
    await page.keyboard.press('F12');
    const shortMinor = minor(dueMinor - 100);
    await expectNotice(
      shop,
      (language) => failure('PAY-SHORT', { short: formatMoneyWithUnit(shortMinor, MDL, language) }),
      'pay-short',
    );
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.waitForSelector('[data-phase="open"]');
    await basketIsThere();
  });
});

describe('HQ that answers', () => {
  test.each(['rubbish', 'half'] as const)(
    'REQ-2 %s: selling goes on, and it catches up by itself',
    async (mode) => {
      await line.set(mode);
      await shop.robot().pay('over');
      await expect.poll(linkOf, { timeout: 40_000 }).toBe('offline');
      expect((await shop.robot().hqState()).unsent).toBeGreaterThan(0);
      await inEachLanguage(shop, async (language) => {
        const words = uiText('strip.offlineSince', language, { time: '' }).replace(/\s+$/, '');
        expect(await partText(shop, 'strip-hq')).toContain(words);
        await shop.shoot(`hq-${mode}-${language}`);
      });
      await line.set('good');
      await expect.poll(linkOf, { timeout: 40_000 }).toBe('online');
      await expect.poll(unsent, { timeout: 20_000 }).toBe(0);
      await shop.robot().scan(first);
      await shop.robot().scan(second);
    },
  );
});

test('CLK-1, CHN-4 a clock set back a day is pointed out; selling goes on and the chain’s time does not run back', async () => {
  const before = readJournal(shop.journalFile);
  await shop.restartTill(withWrongClock(-A_DAY_MS));
  await shop.robot().signIn(ANA, shop.pin(ANA));
  await shop.robot().waitForScreen('sale');
  await expect.poll(() => shop.robot().lines()).toEqual([first, second]);
  await shop.robot().page.waitForSelector('[data-part="strip-clock"]');
  await inEachLanguage(shop, async (language) => {
    expect(await partText(shop, 'strip-clock')).toBe(uiText('strip.clock', language));
    await shop.shoot(`clock-back-${language}`);
  });
  await shop.robot().pay('exact');
  const journal = readJournal(shop.journalFile);
  expect(salesIn(journal)).toHaveLength(salesIn(before).length + 1);
  const times = journal.map(({ headText }) => JSON.parse(headText) as { atMs: number; wallMs: number });
  expect(times.map(({ atMs }) => atMs)).toEqual(times.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
  expect(times.at(-1)?.wallMs).toBeLessThan(Date.now() - A_DAY_MS + 60_000);
  expect(engineFaults(journal)).toEqual([]);
  await expect.poll(unsent, { timeout: 40_000 }).toBe(0);
});

test('DAY-1 a day that ends without HQ is closed here and confirmed later', async () => {
  await line.set('dead');
  await shop.robot().page.keyboard.press('Enter');
  await shop.robot().closeShift('1');
  await shop.shoot('shift-short');
  expect(await shop.robot().closeDay()).toMatchObject({ confirmed: 'later' });
  await shop.shoot('day-closed-without-hq');
  await line.set('good');
  await expect.poll(unsent, { timeout: 40_000 }).toBe(0);
  await expect
    .poll(() => atHq('select confirmed from day_report'), { timeout: 10_000 })
    .toEqual([{ confirmed: true }]);
});

const linkOf = async () => (await shop.robot().hqState()).link;
const unsent = async () => (await shop.robot().hqState()).unsent;

async function atHq(sql: string): Promise<readonly unknown[]> {
  const database = await openEmbedded({ folder: shop.hqFolder });
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
