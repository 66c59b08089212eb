/**
 * A stolen till: its key signs whatever the thief likes. Leases of others, leases that never were, the same one again and
 * again, one intent twice, times that run as they please, histories rewritten. Members must not notice (I10).
 */
import type { EntryId, IntentId, LeaseId, MemberId, OwnerId } from '../../shared/kernel/ids.ts';
import type { EntryBody } from '../../shared/ledger/body.ts';
import type { EntryPart } from '../../shared/ledger/entry.ts';
import type { Sim } from '../sim.ts';
import { append } from '../till/append.ts';
import type { SimEntry } from '../till/entry.ts';
import { pokeRound } from '../till/round.ts';
import type { Till } from '../till/till.ts';
import { DAY_MS, HOUR_MS } from '../world/calendar.ts';

export function steal(sim: Sim, till: Till): void {
  const others = sim.tills.filter((each) => each !== till && !each.gone && !each.stolen);
  if (!till.up || others.length === 0) return;
  sim.rights.archive(till);
  sim.excuses.forged = true;
  till.stolen = true;
  till.basket = null;
  sim.tally.count('till stolen');
  sim.trace.note(`${till.id}.stolen`, till.tip.seq);
  sim.agenda.after(sim.random.between(2 * HOUR_MS, 2 * DAY_MS), () => revoke(sim, till));
  forgeOn(sim, till);
}

function revoke({ hq, agenda, tally, random }: Sim, till: Till): void {
  const known = hq.tills.get(till.id);
  if (!known) return;
  known.revokedAtMs = agenda.nowMs();
  tally.count('till revoked');
  agenda.after(random.between(0, DAY_MS), () => {
    known.dead = true;
  });
}

function forgeOn(sim: Sim, till: Till): void {
  sim.agenda.after(sim.random.wait(HOUR_MS / 2), () => {
    if (sim.healed()) return;
    sim.random.pick(TRICKS)(sim, till);
    sim.tally.count('entry forged by a thief');
    pokeRound(sim, till);
    forgeOn(sim, till);
  });
}

type Trick = (sim: Sim, till: Till) => void;

const TRICKS: readonly Trick[] = [
  function spendsAnybodysLease(sim, till) {
    const lease = anyLease(sim);
    if (lease) sell(sim, till, lease.owner, [{ ...redeem(lease), amount: lease.amount }]);
  },
  function spendsTooMuchOfItsOwn(sim, till) {
    const own = [...(sim.hq.tills.get(till.id)?.leases ?? [])];
    const lease = own.length === 0 ? null : sim.hq.ledger.book.lease(sim.random.pick(own));
    if (lease) sell(sim, till, lease.owner, [{ ...redeem(lease), amount: lease.amount * 2 }]);
  },
  function spendsALeaseThatNeverWas(sim, till) {
    const lease = { id: 'lease-never' as LeaseId, asset: 'points' as const };
    sell(sim, till, anyMember(sim), [{ ...redeem(lease), amount: 100 }]);
  },
  function spendsOneIntentTwice(sim, till) {
    const lease = anyLease(sim);
    const intent = (lease?.intent ?? sim.newId('intent')) as IntentId;
    if (!lease) return;
    for (let n = 0; n < 2; n++) sell(sim, till, lease.owner, [{ ...redeem(lease), amount: 1, intent }]);
  },
  function takesBackWhatOthersGave(sim, till) {
    const sale = anySale(sim);
    if (sale) undo(sim, till, sale, 3);
  },
  function givesItselfPoints(sim, till) {
    sell(sim, till, anyMember(sim), [{ effect: 'EARN', asset: 'points', amount: 1_000 }]);
  },
  function abandonsIntentsOfOthers(sim, till) {
    const intent = anyLease(sim)?.intent ?? null;
    const owner = anyMember(sim) as OwnerId;
    if (intent !== null) append(sim, till, { kind: 'ABANDON', body: { kind: 'ABANDON', intent, owner } });
  },
  function releasesLeasesOfOthers(sim, till) {
    const lease = anyLease(sim);
    if (!lease) return;
    const leases = [{ lease: lease.id, expiresAtMs: lease.expiresAtMs }];
    append(sim, till, { kind: 'RELEASE', body: { kind: 'RELEASE', leases } });
  },
  function setsTheClock(sim, till) {
    till.skewMs = sim.random.between(-5 * DAY_MS, 5 * DAY_MS);
  },
  function rewritesHistory(sim, till) {
    const { records } = till.disk;
    if (records.length < 2) return;
    for (const { head } of records.splice(-1)) sim.receipts.lose(head.id);
    const last = records.at(-1) as SimEntry;
    till.tip = { ...till.tip, seq: last.head.seq, hash: last.hash, atMs: last.head.atMs };
    sell(sim, till, anyMember(sim), [{ effect: 'EARN', asset: 'points', amount: 7 }]);
  },
];

const redeem = (lease: { id: LeaseId; asset: EntryPart['asset'] }) =>
  ({ effect: 'REDEEM', asset: lease.asset, lease: lease.id }) as const;

function anyLease({ random, hq }: Sim) {
  const ids = [...hq.grants.keys()];
  return ids.length === 0 ? null : hq.ledger.book.lease(random.pick(ids));
}

const anyMember = ({ random, swarm }: Sim): MemberId => `m${random.below(swarm.members)}` as MemberId;

function anySale({ random, receipts, tills }: Sim): SimEntry | null {
  const sales = receipts.salesOf(random.pick(tills).id);
  return sales.length === 0 ? null : random.pick(sales).entry;
}

function sell(sim: Sim, till: Till, owner: OwnerId, parts: readonly Omit<EntryPart, 'n'>[]): void {
  const isCard = owner.startsWith('card:');
  const whose = isCard ? { cardId: owner.slice('card:'.length) } : {};
  append(sim, till, {
    kind: 'SALE',
    id: sim.newId('entry') as EntryId,
    member: isCard ? null : (owner as MemberId),
    parts: parts.map((part, index) => ({ n: index + 1, ...part, ...whose })),
    body: { kind: 'SALE' } as EntryBody,
  });
}

/** Again and again more than there was. */
function undo(sim: Sim, till: Till, { head }: SimEntry, times: number): void {
  const parts = head.parts.map(({ effect, asset, amount, cardId, to, n }, index) => ({
    n: index + 1,
    effect: effect === 'EARN' ? ('CLAWBACK' as const) : ('REFUND' as const),
    asset,
    amount: amount * times,
    ref: `${head.id}#${n}`,
    ...(cardId === undefined ? {} : { cardId }),
    ...(to === undefined ? {} : { to }),
  }));
  const body = { kind: 'RETURN', sale: head.id, lines: [], backMinor: 0 as never } as const;
  append(sim, till, { kind: 'RETURN', member: head.member ?? null, parts, body });
}
