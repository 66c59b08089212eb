/** What can happen next in the small world. Each action is tried in every state; one that does nothing leads nowhere new. */
import type { EntryId, IntentId } from '../../shared/kernel/ids.ts';
import type { EntryBody } from '../../shared/ledger/body.ts';
import {
  ASSET,
  arrive,
  grantAt,
  type ModelTill,
  nowMs,
  OWNER,
  PRICE,
  restart,
  type SmallWorld,
  TILLS,
  write,
} from './small-world.ts';

export type Action = string;

/** The names of what may happen in this state. */
export function possible(world: SmallWorld): readonly Action[] {
  const perTill = TILLS.flatMap((id) => {
    const till = world.tills[id];
    const sends = till.records.map(({ head }) => `arrive ${id} ${head.seq}`);
    const verbs = [
      'lease',
      'sell',
      'sell-cut',
      'sell-dark',
      'ask',
      'ask-dark',
      'grant',
      'abandon',
      'release',
      'restart',
    ];
    return [...sends, ...verbs.map((verb) => `${verb} ${id}`)];
  });
  const brings = [...world.sent.keys()].map((lease) => `bring ${lease}`);
  return [...perTill, ...brings, ...(world.isLate ? ['tick till-a', 'tick till-b', 'freeze'] : ['late'])];
}

export function perform(world: SmallWorld, action: Action): void {
  const [verb = '', whose = '', which = ''] = action.split(' ');
  const till = world.tills[whose as keyof SmallWorld['tills']];
  switch (verb) {
    case 'late':
      world.isLate = true;
      return;
    case 'freeze':
      for (const { id } of world.ledger.book.leasesOf(OWNER))
        world.ledger.post({ kind: 'FREEZE', lease: id });
      return;
    case 'bring':
      return bring(world, whose);
    case 'arrive': {
      const entry = till.records[Number(which) - 1];
      return entry && arrive(world, till, entry);
    }
    case 'lease':
      return world.sent.size === 0 ? grantAt(world, { till, intent: null }) : undefined;
    case 'sell':
      return sell(world, till);
    case 'sell-cut':
      return sell(world, till, 'before');
    case 'sell-dark':
      return sell(world, till, 'after');
    case 'ask':
      return ask(world, till);
    case 'ask-dark':
      return ask(world, till, 'after');
    case 'grant':
      return grantForIntent(world, till);
    case 'abandon':
      return abandon(world, till);
    case 'release':
      return release(world, till);
    case 'restart':
      return restart(world, till);
    case 'tick':
      return void write(world, till, { body: { kind: 'TICK' } });
    default:
      throw new Error(`no such action: ${action}`);
  }
}

function bring(world: SmallWorld, lease: string): void {
  for (const [id, granted] of world.sent)
    if (id === lease) world.tills[granted.grant.holder.till as unknown as 'till-a'].grants.set(id, granted);
}

const BASKET = 'basket' as EntryId;

function sell(world: SmallWorld, till: ModelTill, fails?: 'before' | 'after'): void {
  const grants = [...till.grants.values()];
  const chosen = world.protocol.chooseLeases(
    till.rights,
    grants.map(({ grant }) => grant),
    {
      owner: OWNER,
      asset: ASSET,
      amount: PRICE,
      atMs: nowMs(world),
      holder: { till: till.id, epoch: 1 },
      basketId: BASKET,
    },
  );
  if (chosen.short > 0) return;
  const parts = chosen.parts.map(({ lease, amount, intent }, index) => ({
    n: index + 1,
    effect: 'REDEEM' as const,
    asset: ASSET,
    amount,
    lease,
    ...(intent === null ? {} : { intent }),
  }));
  const used = new Set(chosen.grants.map(({ lease }) => lease));
  const documents = grants.flatMap(({ grant, document }) =>
    used.has(grant.lease) ? [{ document, sig: '' }] : [],
  );
  const body = { kind: 'SALE', grants: documents } as unknown as EntryBody;
  write(world, till, { body, parts, ...(fails ? { fails } : {}) });
}

const intentOf = (till: ModelTill): IntentId => `intent-${till.id}` as IntentId;

/** One attempt for each till. */
function ask(world: SmallWorld, till: ModelTill, fails?: 'after'): void {
  if (till.records.some(({ body }) => body.kind === 'INTENT')) return;
  const body = {
    kind: 'INTENT',
    intent: intentOf(till),
    basketId: BASKET,
    owner: OWNER,
    asset: ASSET,
  } as const;
  write(world, till, { body: { ...body, amount: PRICE }, ...(fails ? { fails } : {}) });
}

/** LEASE_REQ may arrive whenever INTENT is durable, and again. */
function grantForIntent(world: SmallWorld, till: ModelTill): void {
  const isAsked = till.records.some(({ body }) => body.kind === 'INTENT');
  if (isAsked) grantAt(world, { till, intent: intentOf(till) });
}

function abandon(world: SmallWorld, till: ModelTill): void {
  const intent = intentOf(till);
  if (till.rights.intents[intent] === undefined) return;
  write(world, till, { body: { kind: 'ABANDON', intent, owner: OWNER } });
}

function release(world: SmallWorld, till: ModelTill): void {
  const recalls = world.ledger.book.leasesOf(OWNER).map(({ id }) => id);
  const grants = [...till.grants.values()].map(({ grant }) => grant);
  const due = world.protocol.recallsToRelease(till.rights, grants, {
    recalls,
    atMs: nowMs(world),
    inWork: new Set(),
  });
  if (due.release.length > 0) write(world, till, { body: { kind: 'RELEASE', leases: due.release } });
}
