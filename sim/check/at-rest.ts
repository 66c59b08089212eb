/** After healing and draining: nothing is lost, nothing is stuck, and whatever is a fold equals the fold (I4, I18, L1, L2). */
import type { Asset } from '../../shared/loyalty/asset.ts';
import { balanceKey, splitBalanceKey } from '../../shared/posting/book/movement.ts';
import { workingBook } from '../../shared/posting/book/working-book.ts';
import type { Sim } from '../sim.ts';
import type { Till } from '../till/till.ts';
import { HOUR_MS } from '../world/calendar.ts';
import { hold } from './violation.ts';

const SLACK_MS = 6 * HOUR_MS;

export function checkAtRest(sim: Sim): void {
  checkReceipts(sim);
  for (const till of sim.tills) {
    if (till.gone || till.stolen) continue;
    checkDelivered(sim, till);
    sim.rights.finish(till);
  }
  checkLeases(sim);
  checkSums(sim);
  checkFold(sim);
  checkUses(sim);
  sim.hq.ledger.audit.finish();
}

/** I4: whoever got a receipt is posted, unless every disk that had it is gone. */
function checkReceipts({ receipts, hq }: Sim): void {
  for (const { entry } of receipts.all()) {
    const { id, kind, till, epoch, seq } = entry.head;
    const isSafe = hq.ledger.book.isPosted(id) || receipts.isLost(id);
    hold(isSafe, 'I4', () => `${kind} ${id} of ${till}/${epoch}/${seq} was printed and is nowhere`);
  }
}

/** L2: HQ has every entry of every live till, in order. */
function checkDelivered({ hq }: Sim, till: Till): void {
  const known = hq.tills.get(till.id);
  const tip = known?.chains.get(till.disk.epoch)?.tip;
  const at = `${till.id}/${till.disk.epoch}`;
  hold(
    tip?.seq === till.tip.seq && tip.hash === till.tip.hash,
    'L2',
    () => `${at}: HQ is at ${tip?.seq}, the till at ${till.tip.seq}`,
  );
  hold(till.older.length === 0, 'L2', () => `${at}: entries of epoch ${till.older[0]?.epoch} wait`);
}

/** L1: no lease of a live till is open past its end. */
function checkLeases({ hq, agenda }: Sim): void {
  for (const till of hq.tills.values())
    for (const id of till.leases) {
      const lease = hq.ledger.book.lease(id);
      if (lease === null || lease.state === 'CLOSED' || lease.state === 'WRITTEN_OFF') continue;
      const isStuck = agenda.nowMs() > lease.expiresAtMs + SLACK_MS;
      hold(!isStuck, 'L1', () => `${id} of ${till.id}/${lease.holder.epoch} is ${lease.state} past its end`);
    }
}

/** I2, over everything at once. */
function checkSums({ hq }: Sim): void {
  const sums = new Map<Asset, number>();
  for (const [key, balance] of hq.ledger.audit.balances) {
    const { asset } = splitBalanceKey(key);
    sums.set(asset, (sums.get(asset) ?? 0) + balance);
  }
  for (const [asset, sum] of sums) hold(sum === 0, 'I2', () => `${asset} sums to ${sum}`);
}

/** It costs as much as the posting itself, so one run in so many does it. */
const FOLD_EVERY = 4;

/** As HQ posts a push: what comes later in the batch sees what came before, in a book over the rows. */
const BATCH = 7;

/** L2: the log, folded again from nothing, gives every balance. */
function checkFold({ protocol, hq, seed, tally }: Sim): void {
  if (seed % FOLD_EVERY !== 0) return;
  tally.count('log of HQ folded again');
  const again = protocol.memoryBook();
  const { log } = hq.ledger;
  for (let from = 0; from < log.length; from += BATCH) {
    const batch = workingBook(again);
    const posted = log.slice(from, from + BATCH).map((command) => {
      const changes = protocol.post(batch, command);
      batch.apply(command, changes);
      return { command, changes };
    });
    for (const { command, changes } of posted) again.apply(command, changes);
  }
  for (const [key, balance] of hq.ledger.audit.balances) {
    const { account, asset } = splitBalanceKey(key);
    const folded = again.balance(account, asset);
    hold(folded === balance, 'L2', () => `${key} is ${balance}, the log folds to ${folded}`);
  }
}

/** I18: what customers were given for stamps, coupons and all else is no more than was ever issued to its owner. */
function checkUses({ receipts, hq, excuses, tally }: Sim): void {
  if (excuses.rolledBack || excuses.forged || excuses.writtenOff) return;
  tally.count('run in which the house may lose nothing');
  const used = new Map<string, number>();
  for (const { entry } of receipts.all())
    for (const { effect, asset, amount, cardId } of entry.head.parts) {
      if (effect !== 'REDEEM' && effect !== 'REFUND') continue;
      const owner = cardId === undefined ? (entry.head.member ?? '') : `card:${cardId}`;
      const key = balanceKey(owner, asset);
      used.set(key, (used.get(key) ?? 0) + (effect === 'REDEEM' ? amount : -amount));
    }
  const { issued } = hq.ledger.audit;
  for (const [key, amount] of used)
    hold(amount <= (issued.get(key) ?? 0), 'I18', () => `${key}: ${amount} used of ${issued.get(key) ?? 0}`);
}
