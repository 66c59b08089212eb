/**
 * The text of a record of HQ's log: what happened, and everything that it moved, so that the log alone rebuilds every
 * balance, lot, lease and intent (`hq verify`). Lists that are empty are left out.
 */
import { z } from 'zod';
import type { EffectId, IntentId } from '../../shared/kernel/ids.ts';
import { zBusinessDate, zEpochMs, zId } from '../../shared/kernel/schema.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import { LEASE_STATES, type Lease } from '../../shared/lease/lease.ts';
import { zOwner } from '../../shared/ledger/owner-schema.ts';
import { zAsset } from '../../shared/loyalty/asset-schema.ts';
import { accountKind } from '../../shared/posting/book/accounts.ts';
import type { Intent } from '../../shared/posting/book/book.ts';
import { type Changes, INCIDENT_KINDS, type Incident } from '../../shared/posting/book/changes.ts';
import type { Lot, Movement } from '../../shared/posting/book/movement.ts';
import type { Command } from '../../shared/posting/post/command.ts';

/** 1: movements without their lots; what was posted then is not computed again. */
export const RECORD_VERSION = 2;

/** Everything of a command's changes that its record says. Effects follow from movements, and are not said again. */
export type LoggedChanges = Pick<Changes, 'movements' | 'lots' | 'leases' | 'intents' | 'incidents'>;

export type ReadRecord = {
  readonly v: number;
  readonly index: number;
  readonly prev: string;
  readonly kind: string;
  readonly ref: string;
  readonly atMs: EpochMs;
  readonly changes: LoggedChanges;
  /** The whole record, for whoever knows its kind. */
  readonly facts: Readonly<Record<string, unknown>>;
};

type Facts = Readonly<Record<string, unknown>>;

export function changesFacts(changes: LoggedChanges): Facts {
  const { movements, lots, leases, intents, incidents } = changes;
  return filled({
    transfers: movements.map((each) => [
      each.effectId,
      each.leg,
      each.debit,
      each.credit,
      each.asset,
      each.amount,
      each.lot,
    ]),
    lots: lots.map((lot) => [lot.id, lot.asset, lot.earnedAtMs, lot.activeOn, lot.lastDay, lot.idleDays]),
    leases,
    intents,
    incidents: incidents.map((each) => [each.kind, each.effectId, each.amount]),
  });
}

/** What a command of HQ's own says beside kind and ref, which every record has. An entry is named, not said again. */
export function commandFacts(command: Exclude<Command, { kind: 'ENTRY' }>): Facts {
  const { kind: _kind, ...rest } = command;
  const { ref: _ref, entry: _entry, ...own } = rest as Facts;
  return { command: own };
}

/** Null when the text is no record. */
export function readRecord(text: string): ReadRecord | null {
  const json = parseJson(text);
  const read = zRecord.safeParse(json);
  if (!read.success) return null;
  const { v, index, prev, kind, ref, atMs, transfers, lots, leases, intents, incidents } = read.data;
  const changes = { movements: transfers, lots, leases, intents, incidents };
  return { v, index, prev, kind, ref, atMs, changes, facts: json as Facts };
}

const filled = (lists: Readonly<Record<string, readonly unknown[]>>): Facts =>
  Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));

const zAccount = z.string().regex(/^[apdlhs]:/);
const zAmount = z.int().min(1);
const zEffectId = z
  .string()
  .regex(/#\d+$/)
  .transform((text) => text as EffectId);

const zLeg = z.tuple([zEffectId, z.int().min(1), zAccount, zAccount, zAsset, zAmount]);

const zMovement: z.ZodType<Movement> = z.union([
  z
    .tuple([...zLeg.def.items, z.string().nullable()])
    .transform(([effectId, leg, debit, credit, asset, amount, lot]) => ({
      effectId,
      leg,
      debit,
      credit,
      asset,
      amount,
      lot,
    })),
  zLeg.transform(([effectId, leg, debit, credit, asset, amount]) => ({
    effectId,
    leg,
    debit,
    credit,
    asset,
    amount,
    lot: lotBefore(effectId, credit),
  })),
]);

/** In version 1 nothing but earning moved, and what became available was a lot under its effect's name. */
const lotBefore = (effectId: EffectId, credit: string): string | null =>
  accountKind(credit) === 'available' ? effectId : null;

const zLot: z.ZodType<Lot> = z
  .tuple([z.string(), zAsset, zEpochMs, zBusinessDate, zBusinessDate.nullable(), z.int().min(1).nullable()])
  .transform(([id, asset, earnedAtMs, activeOn, lastDay, idleDays]) => ({
    id,
    asset,
    earnedAtMs,
    activeOn,
    lastDay,
    idleDays,
  }));

const zLease: z.ZodType<Lease> = z.strictObject({
  id: zId<Lease['id']>(),
  owner: zOwner,
  asset: zAsset,
  store: zId<Lease['store']>(),
  holder: z.strictObject({ till: zId<Lease['holder']['till']>(), epoch: z.int().min(1) }),
  amount: zAmount,
  state: z.enum(LEASE_STATES),
  expiresAtMs: zEpochMs,
  guaranteed: z.int().min(0),
  intent: zId<IntentId>().nullable(),
});

const zIntent: z.ZodType<Intent> = z.strictObject({
  id: zId<IntentId>(),
  owner: zOwner,
  state: z.enum(['open', 'spent', 'abandoned']),
  entries: z.array(zId<Intent['entries'][number]>()),
  till: zId<Lease['holder']['till']>().exactOptional(),
  lease: zId<Lease['id']>().exactOptional(),
});

const zIncident: z.ZodType<Incident> = z
  .tuple([z.enum(INCIDENT_KINDS), zEffectId, z.int()])
  .transform(([kind, effectId, amount]) => ({ kind, effectId, amount }));

const zRecord = z.looseObject({
  v: z.int().min(1).max(RECORD_VERSION),
  index: z.int().min(1),
  prev: z.string(),
  kind: z.string(),
  ref: z.string(),
  atMs: zEpochMs,
  transfers: z.array(zMovement).default([]),
  lots: z.array(zLot).default([]),
  leases: z.array(zLease).default([]),
  intents: z.array(zIntent).default([]),
  incidents: z.array(zIncident).default([]),
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
