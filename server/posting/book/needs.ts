/**
 * What posting some commands reads, found before anything is read: a batch of plain sales asks for no lease, no lot and
 * no earlier effect.
 */
import type { EffectId, EntryId, IntentId, LeaseId, OwnerId } from '../../../shared/kernel/ids.ts';
import { type EpochMs, epochMs } from '../../../shared/kernel/units.ts';
import type { LeaseHolder } from '../../../shared/lease/lease.ts';
import type { EntryPart } from '../../../shared/ledger/entry.ts';
import type { Command, PostedEntry } from '../../../shared/posting/post/command.ts';

export type Needs = {
  /** Whose balances are read or moved: their rows are locked. */
  readonly owners: Set<OwnerId>;
  /** Gift cards that these commands would sell: they come into being. */
  readonly newCards: Set<OwnerId>;
  /** Whose available and pending lots are read. */
  readonly lotOwners: Set<OwnerId>;
  /** Who visits: lots that end with inactivity live on (LOT-5). */
  readonly visitors: Set<OwnerId>;
  /** All open leases of these are read. */
  readonly leaseOwners: Set<OwnerId>;
  readonly leases: Set<LeaseId>;
  /** Chains whose time moves, up to when (R9). */
  readonly chains: Map<string, { readonly holder: LeaseHolder; readonly atMs: EpochMs }>;
  readonly intents: Set<IntentId>;
  readonly effects: Set<EffectId>;
  /** EARNs of which some may have ended. */
  readonly endable: Set<EffectId>;
  /** Entries, and refs of HQ's own, that may have been posted before. */
  readonly entries: Set<EntryId>;
  readonly refs: Set<string>;
};

export const END_OF_TIME = epochMs(Number.MAX_SAFE_INTEGER);

export function needsOf(commands: readonly Command[]): Needs {
  const needs: Needs = {
    owners: new Set(),
    newCards: new Set(),
    lotOwners: new Set(),
    visitors: new Set(),
    leaseOwners: new Set(),
    leases: new Set(),
    chains: new Map(),
    intents: new Set(),
    effects: new Set(),
    endable: new Set(),
    entries: new Set(),
    refs: new Set(),
  };
  for (const command of commands) need(needs, command);
  return needs;
}

function need(needs: Needs, command: Command): void {
  switch (command.kind) {
    case 'ENTRY':
      needs.entries.add(command.entry.id);
      if (command.via === 'chain') needChain(needs, command.entry);
      needEntry(needs, command.entry);
      // What waits sells no card: a till that lies about itself names none into being.
      if (!command.suspended) needCards(needs, command.entry);
      return;
    case 'RESOLVE':
      needs.refs.add(command.ref);
      if (command.verdict === 'post') needCards(needs, command.entry);
      return needEntry(needs, command.entry);
    case 'FREEZE':
    case 'GUARANTEE':
    case 'WRITE_OFF':
      needs.leases.add(command.lease);
      return;
    case 'GRANT':
      needs.leases.add(command.lease);
      needs.leaseOwners.add(command.owner);
      if (command.intent !== null) needs.intents.add(command.intent);
      return needLots(needs, command.owner);
    case 'OPENING':
      needs.entries.add(command.ref as EntryId);
      needs.owners.add(command.owner);
      return;
    case 'DUE':
    case 'ADJUST':
      needs.refs.add(command.ref);
      return needLots(needs, command.owner);
  }
}

function needLots(needs: Needs, owner: OwnerId): void {
  needs.owners.add(owner);
  needs.lotOwners.add(owner);
}

function needChain(needs: Needs, { till, epoch, atMs, kind }: PostedEntry): void {
  const key = `${till}/${epoch}`;
  const upto = kind === 'SEAL' ? END_OF_TIME : atMs;
  const before = needs.chains.get(key);
  if (!before || before.atMs < upto) needs.chains.set(key, { holder: { till, epoch }, atMs: upto });
}

function needEntry(needs: Needs, entry: PostedEntry): void {
  if (entry.member !== null) {
    needs.owners.add(entry.member);
    if (entry.kind === 'SALE') needs.visitors.add(entry.member);
  }
  for (const part of entry.parts) needPart(needs, part, entry.member);
  for (const lease of entry.released ?? []) needs.leases.add(lease);
  if (!entry.intent) return;
  needs.intents.add(entry.intent.id);
  needs.leaseOwners.add(entry.intent.owner);
  needLots(needs, entry.intent.owner);
}

function needCards({ newCards }: Needs, { parts }: PostedEntry): void {
  for (const { effect, cardId } of parts)
    if (effect === 'EARN' && cardId !== undefined) newCards.add(`card:${cardId}`);
}

function needPart(needs: Needs, part: EntryPart, member: OwnerId | null): void {
  const owner = ownerOf(part, member);
  if (owner !== null) needs.owners.add(owner);
  if (part.lease !== undefined) needs.leases.add(part.lease);
  if (part.intent !== undefined) {
    needs.intents.add(part.intent);
    if (owner !== null) needLots(needs, owner);
  }
  if (part.ref === undefined) return;
  needs.effects.add(part.ref as EffectId);
  if (part.effect === 'CLAWBACK') needs.endable.add(part.ref as EffectId);
  if (owner !== null) needs.lotOwners.add(owner);
}

const ownerOf = ({ to, cardId }: EntryPart, member: OwnerId | null): OwnerId | null =>
  cardId !== undefined ? `card:${cardId}` : (to ?? member);

export const entryOfEffect = (effect: string): EntryId => effect.slice(0, effect.indexOf('#')) as EntryId;
