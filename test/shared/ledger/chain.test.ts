import { describe, expect, test } from 'vitest';
import { epochMs } from '../../../shared/kernel/units.ts';
import { type ChainTip, chainTimeMs, linkEntry } from '../../../shared/ledger/chain.ts';
import { CLOCK_TOLERANCE_MS, clockState, MAX_OFFLINE_MS } from '../../../shared/ledger/clock.ts';
import { parseHead } from '../../../shared/ledger/entry-schema.ts';
import { genesisText, headText } from '../../../shared/ledger/texts.ts';
import { entryHead, hashOf, TILL } from '../../support/builders/entry.ts';

const tip: ChainTip = { till: TILL, epoch: 1, seq: 4, hash: hashOf(4), atMs: epochMs(1_790_000_000_004) };
const link = (changes: Parameters<typeof entryHead>[0]) =>
  linkEntry(tip, { head: entryHead({ seq: 5, ...changes }), hash: hashOf(5) });

test('CHN-1 the next entry moves the tip', () => {
  expect(link({})).toEqual({
    ok: true,
    tip: { ...tip, seq: 5, hash: hashOf(5), atMs: 1_790_000_000_005 },
  });
});

test.each([
  { fault: 'gap', changes: { seq: 6 } },
  { fault: 'behind', changes: { seq: 4 } },
  { fault: 'fork', changes: { prev: hashOf(7) } },
  { fault: 'otherChain', changes: { epoch: 2 } },
  { fault: 'otherChain', changes: { till: 't-2' as typeof TILL } },
  { fault: 'timeBackwards', changes: { atMs: epochMs(1_790_000_000_003) } },
] as const)('CHN-1 CHN-4 an entry that does not fit is named: $fault', ({ fault, changes }) => {
  expect(link(changes)).toEqual({ ok: false, fault });
});

test('CHN-1 genesis binds till, epoch and key', () => {
  expect(genesisText({ till: TILL, epoch: 2, publicKey: 'ab' })).toBe('OSP1|t-1|2|ab');
});

test('CHN-2 a head’s text reads back to the same head, and nothing unknown is let in', () => {
  const head = entryHead({ parts: [{ n: 1, effect: 'EARN', asset: 'points', amount: 37 }] });
  expect(parseHead(headText(head))).toEqual({ ok: true, value: head });
  expect(parseHead(headText({ ...head, extra: 1 } as typeof head))).toMatchObject({ ok: false });
  expect(parseHead('{')).toMatchObject({ ok: false, failure: { code: 'HQ-RUBBISH' } });
});

test.each([
  { name: 'amount zero', part: { n: 1, effect: 'EARN', asset: 'points', amount: 0 } },
  { name: 'unknown asset', part: { n: 1, effect: 'EARN', asset: 'euros', amount: 1 } },
  { name: 'parts not numbered from one', part: { n: 2, effect: 'EARN', asset: 'points', amount: 1 } },
])('CHN-2 a head with $name is refused', ({ part }) => {
  expect(parseHead(headText(entryHead({ parts: [part as never] })))).toMatchObject({ ok: false });
});

describe('CHN-4 chain time', () => {
  const at = (wall: number, last: number, hq: number) =>
    chainTimeMs({ wallMs: epochMs(wall), lastAtMs: epochMs(last), hqTimeMs: epochMs(hq) });
  test('a clock set back a day does not take it back', () => {
    expect(at(100, 900, 800)).toBe(900);
    expect(at(100, 800, 900)).toBe(900);
    expect(at(1000, 800, 900)).toBe(1000);
  });
});

test.each([
  { name: 'before HQ was heard', wallMs: 5, hqTimeMs: 0, state: 'trusted' },
  { name: 'ten minutes behind', wallMs: 10 ** 12 - CLOCK_TOLERANCE_MS, hqTimeMs: 10 ** 12, state: 'trusted' },
  {
    name: 'a bit more behind',
    wallMs: 10 ** 12 - CLOCK_TOLERANCE_MS - 1,
    hqTimeMs: 10 ** 12,
    state: 'suspect',
  },
  { name: '45 days off line', wallMs: 10 ** 12 + MAX_OFFLINE_MS, hqTimeMs: 10 ** 12, state: 'trusted' },
  { name: 'further ahead', wallMs: 10 ** 12 + MAX_OFFLINE_MS + 1, hqTimeMs: 10 ** 12, state: 'suspect' },
])('CLK-1 a clock $name is $state', ({ wallMs, hqTimeMs, state }) => {
  const facts = { wallMs: epochMs(wallMs), hqTimeMs: epochMs(hqTimeMs), elapsedMs: 0, heard: null };
  expect(clockState(facts)).toBe(state);
});
