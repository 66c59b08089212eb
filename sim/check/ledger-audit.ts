/**
 * The ledger's promises, checked after every command by sums of its own: it reads movements, and of the shipped book only
 * what it compares them with (I1, I2, I3, I9, I10, I12, I13, I17, I18, I19, R9, and DUE's hands off leases).
 */
import { HOUSE, isKeptInLots } from '../../shared/posting/book/accounts.ts';
import type { Book } from '../../shared/posting/book/book.ts';
import type { Changes } from '../../shared/posting/book/changes.ts';
import { balanceKey, type Movement } from '../../shared/posting/book/movement.ts';
import type { Command } from '../../shared/posting/post/command.ts';
import type { Watched } from '../sim.ts';
import { checkBook } from './book-audit.ts';
import { checkClosings } from './closing-audit.ts';
import { checkCredit, checkNewDebts } from './debt-audit.ts';
import { checkEntry } from './entry-audit.ts';
import { checkGrant } from './grant-audit.ts';
import { createUndoAudit } from './undo-audit.ts';
import { hold } from './violation.ts';

export type LedgerAudit = {
  /** Before the changes are applied. */
  readonly before: (command: Command, changes: Changes, book: Book) => void;
  readonly after: (command: Command, changes: Changes, book: Book) => void;
  /** Every balance by the sum of its movements, with `balanceKey`. */
  readonly balances: ReadonlyMap<string, number>;
  /** What was ever given out, by `balanceKey` of the owner. */
  readonly issued: ReadonlyMap<string, number>;
  readonly finish: () => void;
};

export function createLedgerAudit(core: Watched): LedgerAudit {
  const balances = new Map<string, number>();
  const slices = new Map<string, number>();
  const posted = new Set<string>();
  const issued = new Map<string, number>();
  const undo = createUndoAudit();
  const add = (sums: Map<string, number>, key: string, amount: number): void =>
    void sums.set(key, (sums.get(key) ?? 0) + amount);

  function take(movement: Movement): void {
    const { debit, credit, asset, amount, lot, effectId } = movement;
    hold(Number.isSafeInteger(amount) && amount > 0, 'I2', () => `${effectId} moves ${amount}`);
    hold(debit !== credit, 'I2', () => `${effectId} moves from ${debit} to itself`);
    for (const [account, by] of [
      [debit, -amount],
      [credit, amount],
    ] as const) {
      add(balances, balanceKey(account, asset), by);
      if (!isKeptInLots(account)) continue;
      hold(lot !== null, 'I9', () => `${effectId} names no lot of ${account}`);
      add(slices, `${account} ${asset} ${lot}`, by);
    }
    if ((debit === HOUSE.issued || debit === HOUSE.adjusted) && /^[apd]:/.test(credit))
      add(issued, balanceKey(credit.slice(2), asset), amount);
    if (credit.startsWith('a:')) checkCredit(movement, balances);
    countMovement(core, movement);
    if (debit === HOUSE.loss) checkLoss(core, movement);
  }

  return {
    balances,
    issued,
    finish: undo.finish,
    before: (command, changes, book) => {
      if (command.kind === 'GRANT') checkGrant(command, changes, book);
      if (command.kind === 'ENTRY') {
        const isFirst = !posted.has(command.entry.id);
        posted.add(command.entry.id);
        checkEntry(core, { command, changes, book, isFirst });
      }
      checkClosings(command, changes, book);
    },
    after: (command, changes, book) => {
      const { movements } = changes;
      undo.look(command, changes);
      for (const movement of movements) take(movement);
      checkBook(command, movements, { book, balances, slices });
      checkNewDebts(command, changes, book);
    },
  };
}

/** What a campaign has to have seen of lots and debts. */
function countMovement({ tally }: Watched, { debit, credit }: Movement): void {
  if (credit === HOUSE.expired) tally.count('lot ended');
  if (debit.startsWith('p:') && credit.startsWith('a:')) tally.count('lot became active');
  if (debit.startsWith('d:')) tally.count('debt arose');
  if (credit.startsWith('d:')) tally.count('debt repaid');
  if (debit.startsWith('s:')) tally.count('suspense let go');
}

/** I13: an honest run with whole disks costs the house nothing. */
function checkLoss({ excuses, tally }: Watched, { effectId, amount }: Movement): void {
  tally.count('paid by the house', amount);
  const isExcused = excuses.rolledBack || excuses.forged || excuses.writtenOff;
  hold(isExcused, 'I13', () => `the house pays ${amount} for ${effectId}, and no disk or key is to blame`);
}
