/**
 * What a till is, as a pure fold of its chain (R1): there is no second store that could disagree with it. The journal
 * folds what comes after the last checkpoint when it opens, and each new entry as it is appended.
 */
import type { ShiftId } from '../kernel/ids.ts';
import { type Minor, minor } from '../kernel/units.ts';
import { foldRights, isEmpty } from '../lease/fold-rights.ts';
import { NO_RIGHTS } from '../lease/rights.ts';
import type { EntryBody } from '../ledger/body.ts';
import type { EntryHead } from '../ledger/entry.ts';
import { addFailure, signedIn } from './lockout.ts';
import { readStateDocument } from './state-document.ts';
import { type DayTotals, type ShiftState, saleTotalMinor, type TillState } from './till-state.ts';
import { addUses } from './till-usage.ts';

export function foldTill(before: TillState, head: EntryHead, body: EntryBody | null): TillState {
  const state = withRights(before, head, body);
  const counted: TillState = { ...state, lastAtMs: head.atMs, day: countEntry(state.day, head) };
  switch (head.kind) {
    case 'BOOT':
      return { ...counted, cashier: null };
    case 'LOGIN':
      return foldLogin(counted, head, body);
    case 'LOCKOUT':
      return body?.kind === 'LOCKOUT'
        ? { ...counted, lockouts: addFailure(state.lockouts, body.triedCashier, head.atMs) }
        : counted;
    case 'SHIFT_OPEN':
      return body?.kind === 'SHIFT_OPEN' ? { ...counted, shift: openShift(head, body.floatMinor) } : counted;
    case 'SHIFT_CLOSE':
      return { ...counted, shift: null };
    case 'SALE':
      return foldSale(counted, head, body);
    case 'DAY_CLOSE':
      return { ...counted, day: {} };
    case 'SEAL':
      return { ...counted, sealed: true };
    case 'CHECKPOINT':
      return foldCheckpoint(counted, head, body);
    default:
      return counted;
  }
}

/** A till without rights is written as it was before there were any: old checkpoints stay what was folded. */
function withRights(state: TillState, head: EntryHead, body: EntryBody | null): TillState {
  const { rights: before = NO_RIGHTS, ...rest } = state;
  const rights = foldRights(before, head, body);
  if (rights === before) return state;
  return isEmpty(rights) ? rest : { ...rest, rights };
}

/** What a checkpoint says replaces what was folded; on an unbroken chain the two are the same. */
function foldCheckpoint(state: TillState, head: EntryHead, body: EntryBody | null): TillState {
  const told = body?.kind === 'CHECKPOINT' ? readStateDocument(body.state) : null;
  return told === null ? state : { ...told, lastAtMs: head.atMs, day: countEntry(told.day, head) };
}

function foldSale(state: TillState, head: EntryHead, body: EntryBody | null): TillState {
  const uses = body?.kind === 'SALE' ? (body.uses ?? []) : [];
  return {
    ...state,
    ...(state.shift ? { shift: addSale(state.shift, head) } : {}),
    ...(uses.length > 0 ? { usage: addUses(state.usage, head, uses) } : {}),
  };
}

function foldLogin(state: TillState, head: EntryHead, body: EntryBody | null): TillState {
  if (body?.kind !== 'LOGIN' || head.cashier === null) return state;
  return body.action === 'signOut'
    ? { ...state, cashier: null }
    : { ...state, cashier: head.cashier, lockouts: signedIn(state.lockouts, head.cashier) };
}

const openShift = (head: EntryHead, floatMinor: Minor): ShiftState => ({
  id: head.shift as ShiftId,
  openedAtMs: head.wallMs,
  floatMinor,
  saleCount: 0,
  saleTotalMinor: minor(0),
  cashTakenMinor: minor(0),
  pointsEarned: 0,
  memberSaleCount: 0,
});

function addSale(shift: ShiftState, head: EntryHead): ShiftState {
  const totalMinor = saleTotalMinor(head);
  const earned = head.parts.reduce(
    (sum, part) =>
      part.effect === 'EARN' && part.asset === 'points' && part.to === undefined ? sum + part.amount : sum,
    0,
  );
  return {
    ...shift,
    saleCount: shift.saleCount + 1,
    saleTotalMinor: minor(shift.saleTotalMinor + totalMinor),
    cashTakenMinor: minor(shift.cashTakenMinor + (head.totals?.tenderMinor ?? totalMinor)),
    pointsEarned: shift.pointsEarned + earned,
    memberSaleCount: shift.memberSaleCount + (head.member === undefined ? 0 : 1),
  };
}

function countEntry(day: DayTotals, head: EntryHead): DayTotals {
  const before = day[head.kind];
  return {
    ...day,
    [head.kind]: {
      count: (before?.count ?? 0) + 1,
      totalMinor: minor((before?.totalMinor ?? 0) + saleTotalMinor(head)),
    },
  };
}
