/** Commands without sense or shame: whatever a forged entry can say about two members, a card, two stores and three chains. */
import fc from 'fast-check';
import type { BusinessDate } from '../../../shared/kernel/business-date.ts';
import { asId, type IntentId, type LeaseId, type OwnerId, type StoreId } from '../../../shared/kernel/ids.ts';
import { EFFECTS, ENTRY_KINDS, type EntryPart } from '../../../shared/ledger/entry.ts';
import type { LotPolicies } from '../../../shared/loyalty/programme/lot-policy.ts';
import type { Command, EntryCommand } from '../../../shared/posting/post/command.ts';
import { ANNA, BORIS, dayOf, hour } from './ledger.ts';

const amount = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 60 }) },
  fc.constantFrom(1, 10 ** 12, 10 ** 12 + 1, 2 ** 52, Number.MAX_SAFE_INTEGER),
);
const lease = fc.constantFrom('l1', 'l2', 'l3', 'l4').map((name) => asId<LeaseId>(name));
const intent = fc.constantFrom('i1', 'i2').map((name) => asId<IntentId>(name));
const owner = fc.constantFrom<OwnerId>(ANNA, ANNA, BORIS, 'card:7');
const entryId = fc.constantFrom('e1', 'e2', 'e3', 'e4', 'e5', 'e6', 'e7', 'e8');
const day = fc.integer({ min: 1, max: 40 });
const chain = fc.constantFrom(
  { till: 't1', epoch: 1, store: 's1' },
  { till: 't1', epoch: 1, store: 's1' },
  { till: 't1', epoch: 2, store: 's1' },
  { till: 't2', epoch: 1, store: 's2' },
);
const lots = fc.constantFrom<LotPolicies>(
  {},
  { points: { expiry: { kind: 'days', days: 5 }, pendingDays: 1 } },
  { points: { expiry: { kind: 'inactivity', days: 8 } } },
);

const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const part: fc.Arbitrary<EntryPart> = fc
  .record({
    n: fc.constantFrom(1, 2, 3),
    effect: fc.constantFrom(...EFFECTS),
    asset: fc.constantFrom('points', 'points', 'points', 'giftcard'),
    amount,
    to: some(fc.constantFrom(ANNA, BORIS)),
    cardId: some(fc.constant('7')),
    lease: fc.option(fc.oneof(fc.constant(asId<LeaseId>('l1')), lease), { nil: undefined, freq: 8 }),
    intent: some(intent),
    ref: some(fc.tuple(entryId, fc.constantFrom(1, 2, 3)).map(([id, n]) => `${id}#${n}`)),
    isPlain: fc.constantFrom(true, true, true, false),
  })
  .map(({ isPlain, to, cardId, ...rest }) => {
    const said = Object.entries(isPlain ? rest : { ...rest, to, cardId });
    return Object.fromEntries(said.filter(([, value]) => value !== undefined)) as EntryPart;
  });

const entry: fc.Arbitrary<Command> = fc
  .record({
    id: entryId,
    kind: fc.oneof(fc.constantFrom('SALE', 'RETURN'), fc.constantFrom(...ENTRY_KINDS)),
    chain,
    member: fc.constantFrom(ANNA, ANNA, ANNA, BORIS, null),
    parts: fc.array(part, { maxLength: 3 }),
    hours: fc.constantFrom(1, 5, 9, 19, 20, 40),
    date: fc.oneof(
      { weight: 9, arbitrary: day.map(dayOf) },
      fc.constantFrom('9999-12-31', '0000-00-00', '2026-99-99').map((date) => date as BusinessDate),
    ),
    intent: fc.record({ id: intent, owner }),
    released: fc.array(lease, { maxLength: 3 }),
    held: fc.constantFrom<readonly number[]>([], [], [], [1]),
    lots,
    minimumDaysLeft: fc.constantFrom(0, 30),
    shortfall: fc.constantFrom('receivable', 'forgive'),
    via: fc.constantFrom<EntryCommand['via']>('chain', 'chain', 'beside'),
    suspended: fc.constantFrom(false, false, false, true),
  })
  .map(
    ({
      chain: holder,
      hours,
      date,
      lots: policies,
      shortfall,
      minimumDaysLeft,
      via,
      suspended,
      ...said
    }) => ({
      kind: 'ENTRY',
      via,
      suspended,
      entry: {
        ...said,
        id: asId(said.id),
        till: asId(holder.till),
        epoch: holder.epoch,
        store: asId<StoreId>(holder.store),
        atMs: hour(hours),
        businessDate: date,
        terms: { lots: policies, shortfall, minimumDaysLeft },
      },
    }),
  );

const grant: fc.Arbitrary<Command> = fc
  .record({ lease, owner, amount, chain, day, hours: fc.integer({ min: 1, max: 30 }), intent: some(intent) })
  .map(({ chain: holder, day: on, hours, intent: wish, ...said }) => ({
    ...said,
    kind: 'GRANT',
    asset: said.owner.startsWith('card:') ? 'giftcard' : 'points',
    store: asId<StoreId>(holder.store),
    holder: { till: asId(holder.till), epoch: holder.epoch },
    today: dayOf(on),
    expiresAtMs: hour(hours),
    intent: wish ?? null,
  }));

const silent: fc.Arbitrary<Command> = fc
  .record({ lease, kind: fc.constantFrom('FREEZE', 'WRITE_OFF', 'GUARANTEE'), amount, at: fc.nat() })
  .map(({ lease: id, kind, amount: lent, at }) => {
    if (kind === 'GUARANTEE') return { kind, lease: id, amount: lent };
    return kind === 'FREEZE' ? { kind, lease: id } : { kind, lease: id, ref: `writeoff-${at}` };
  });

const ofHq: fc.Arbitrary<Command> = fc
  .record({
    kind: fc.constantFrom('DUE', 'ADJUST', 'OPENING'),
    owner,
    amount,
    sign: fc.boolean(),
    day,
    at: fc.nat(),
  })
  .map(({ kind, owner: to, amount: sum, sign, day: on, at }) => {
    const said = { ref: `${kind}-${at}`, owner: to, today: dayOf(on) };
    if (kind === 'DUE') return { kind, ...said };
    const bounded = Math.min(sum, 10 ** 9);
    return {
      kind,
      ...said,
      asset: 'points',
      amount: kind === 'ADJUST' && sign ? -bounded : bounded,
      atMs: hour(1),
    };
  });

const hostileCommand: fc.Arbitrary<Command> = fc.oneof(
  { weight: 7, arbitrary: entry },
  { weight: 3, arbitrary: grant },
  silent,
  ofHq,
);

const opened = (to: OwnerId, sum: number): Command => ({
  kind: 'OPENING',
  ref: `opening-${to}`,
  owner: to,
  asset: to.startsWith('card:') ? 'giftcard' : 'points',
  amount: sum,
  atMs: hour(0),
  today: dayOf(1),
});

const granted = (name: string, to: OwnerId, till: string, wish: string | null): Command => ({
  kind: 'GRANT',
  lease: asId<LeaseId>(name),
  owner: to,
  asset: to.startsWith('card:') ? 'giftcard' : 'points',
  amount: 40,
  store: asId<StoreId>(till === 't1' ? 's1' : 's2'),
  holder: { till: asId(till), epoch: 1 },
  today: dayOf(1),
  expiresAtMs: hour(20),
  intent: wish === null ? null : asId<IntentId>(wish),
});

export const hostileCommands = fc.array(hostileCommand, { maxLength: 14, size: 'max' });

/** There is something to take. */
export const beforehand: readonly Command[] = [
  opened(ANNA, 200),
  opened(BORIS, 100),
  opened('card:7', 100),
  granted('l1', ANNA, 't1', null),
  granted('l2', ANNA, 't2', 'i1'),
  granted('l3', 'card:7', 't1', null),
];
