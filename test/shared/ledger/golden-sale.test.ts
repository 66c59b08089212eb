/**
 * A signed sale of each protocol version whose bodies were ever kept. It is written once: when this fails, either what is
 * signed has changed and the version rises, or the engine says something else of the same basket, which it never may.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseBody } from '../../../shared/ledger/body-schema.ts';
import { checkSale } from '../../../shared/ledger/check-sale.ts';
import { parseHead } from '../../../shared/ledger/entry-schema.ts';
import { compileProgramme } from '../../../shared/loyalty/compile/compile-programme.ts';
import { memberRow, product } from '../../support/builders/basket.ts';
import { baseRule, doubleRule, programme } from '../../support/builders/programme.ts';
import { TillChain } from '../../support/till-chain.ts';

const FILE = join(import.meta.dirname, '../../fixtures/wire/sale-3.json');

const sold = programme({ rules: [baseRule(), doubleRule()] });

const goldenSale = () => {
  const till = new TillChain({ programme: { programme: sold, hash: '0'.repeat(64) } });
  const goods = [
    product(),
    product({ id: 'p-milk', code: '4840000000023', name: 'Lapte', priceMinor: 41_000 }),
  ];
  const { head, sig, body, hash } = till.sale({ products: goods, member: memberRow() });
  return { publicKey: till.key.publicKey, hash, sig, head, body };
};

test('CHN-2 CHN-3 the same sale is the same text, hash and signature for ever', async () => {
  await expect(`${JSON.stringify(goldenSale(), null, 2)}\n`).toMatchFileSnapshot(FILE);
});

test('SAL-2 the kept sale still reads, and still says what the engine says', () => {
  const kept = JSON.parse(readFileSync(FILE, 'utf8')) as { head: string; body: string };
  const [head, body] = [parseHead(kept.head), parseBody(kept.body)];
  if (!head.ok || !body.ok || body.value.kind !== 'SALE') throw new Error('the kept sale is a sale');
  expect(checkSale({ head: head.value, body: body.value, compiled: compileProgramme(sold) })).toBeNull();
});
