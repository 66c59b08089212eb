/**
 * Computes every record again with the ledger's own function, on a book in memory, and compares: what HQ wrote is what
 * the rules say. A record that differs is reported, and the book goes on with what was written.
 */
import type { OwnerId } from '../../shared/kernel/ids.ts';
import { sameJson } from '../../shared/kernel/same-json.ts';
import { accountKind } from '../../shared/posting/book/accounts.ts';
import type { PostedEffect } from '../../shared/posting/book/book.ts';
import { type Changes, NO_CHANGES } from '../../shared/posting/book/changes.ts';
import { type MemoryBook, memoryBook } from '../../shared/posting/book/memory-book.ts';
import type { Lot } from '../../shared/posting/book/movement.ts';
import type { Command, EntryCommand } from '../../shared/posting/post/command.ts';
import { post } from '../../shared/posting/post/post.ts';
import type { LoggedChanges, ReadRecord } from '../posting/log-record.ts';
import type { Findings } from './findings.ts';

export type Replay = {
  readonly book: MemoryBook;
  /** What the record makes that has a row of its own. */
  readonly step: (
    record: ReadRecord,
    command: Command,
    lotsBefore: ReadonlyMap<string, Lot>,
  ) => readonly PostedEffect[];
  /** A record could not be put into the book: nothing after it was computed again. */
  readonly isBroken: () => boolean;
};

const COMPARED = ['movements', 'lots', 'leases', 'intents', 'incidents'] as const;

/**
 * `refs`: effects that some entry takes back. Others are forgotten at once, but for spends of an intent, which HQ gives
 * back by itself; so memory does not grow with all that was ever earned.
 */
export function startReplay(findings: Findings, refs: ReadonlySet<string>): Replay {
  // Whom HQ knew at that time it said itself: what it did not know was reported with the record.
  let strangers: ReadonlySet<OwnerId> = new Set();
  let broken = false;
  const book = memoryBook({ knows: (owner) => !strangers.has(owner) });
  const write = (command: Command, changes: Changes, index: number): void => {
    try {
      const effects = changes.effects.filter(({ id, intent }) => intent !== undefined || refs.has(id));
      book.apply(command, { ...changes, effects });
    } catch (cause) {
      broken = true;
      findings.add(`log ${index}: does not fit what was before it (${(cause as Error).message})`);
    }
  };
  return {
    book,
    isBroken: () => broken,
    step: (record, command, lotsBefore) => {
      if (broken) return [];
      const logged = record.changes;
      if (record.v === 1) {
        write(command, beforeLots(logged, command, lotsBefore), record.index);
        return [];
      }
      strangers = strangersOf(logged, command);
      const computed = post(book, command);
      const different = COMPARED.find((part) => !sameJson(computed[part], logged[part]));
      if (different !== undefined)
        findings.add(
          `log ${record.index} (${record.kind} ${record.ref}): its ${different} are not what the rules give`,
        );
      const { effects, undone } = computed;
      write(command, different === undefined ? computed : { ...logged, effects, undone }, record.index);
      return effects.filter((each) => hasRow(each, computed));
    },
  };
}

/** An EARN that its own entry posted is what its transfers say; one that came out of suspense is not. */
const hasRow = ({ effect, id }: PostedEffect, { movements }: Changes): boolean =>
  effect === 'REDEEM' || movements.every(({ effectId }) => effectId !== id);

function strangersOf({ incidents }: LoggedChanges, command: Command): ReadonlySet<OwnerId> {
  if (command.kind !== 'ENTRY' && command.kind !== 'RESOLVE') return new Set();
  const unknown = incidents.filter(({ kind }) => kind === 'owner-unknown');
  if (unknown.length === 0) return new Set();
  const parts = new Set(unknown.map(({ effectId }) => Number(effectId.slice(effectId.lastIndexOf('#') + 1))));
  const { entry } = command;
  return new Set(
    entry.parts
      .filter(({ n }) => parts.has(n))
      .flatMap(({ cardId, to }) =>
        cardId === undefined ? (to ?? entry.member ?? []) : (`card:${cardId}` as const),
      ),
  );
}

/** Version 1 said neither lots nor effects: they follow from what was earned. */
function beforeLots(
  { movements }: LoggedChanges,
  command: Command,
  lotsBefore: ReadonlyMap<string, Lot>,
): Changes {
  const lots = movements.flatMap(({ lot }) => (lot === null ? [] : (lotsBefore.get(lot) ?? [])));
  const effects = command.kind === 'ENTRY' ? earned(movements, command, lotsBefore) : [];
  return { ...NO_CHANGES, movements, lots, effects };
}

function earned(
  movements: LoggedChanges['movements'],
  { entry }: EntryCommand,
  lotsBefore: ReadonlyMap<string, Lot>,
): readonly PostedEffect[] {
  const effects = new Map<string, PostedEffect>();
  for (const { effectId, credit, asset, amount, lot } of movements) {
    if (accountKind(credit) === null) continue;
    const facts = lot === null ? undefined : lotsBefore.get(lot);
    const before = effects.get(effectId);
    effects.set(effectId, {
      id: effectId,
      entry: entry.id,
      effect: 'EARN',
      owner: credit.slice(2) as OwnerId,
      asset,
      store: entry.store,
      amount: amount + (before?.amount ?? 0),
      undone: 0,
      slices: [...(before?.slices ?? []), ...(facts ? [{ lot: facts, remaining: amount }] : [])],
    });
  }
  return [...effects.values()];
}
