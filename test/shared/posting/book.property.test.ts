import { expect, test } from 'vitest';
import type { Changes } from '../../../shared/posting/book/changes.ts';
import { type MemoryBook, memoryBook } from '../../../shared/posting/book/memory-book.ts';
import { workingBook } from '../../../shared/posting/book/working-book.ts';
import type { Command } from '../../../shared/posting/post/command.ts';
import { post } from '../../../shared/posting/post/post.ts';
import { randomLedger } from '../../support/ledger/random-commands.ts';
import { bookFaults, changeFaults } from './check-book.ts';

const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);
const COMMANDS = 250;

/** A history by seed, one command at a time, on a book of its own. */
function history(seed: number, each: (book: MemoryBook, command: Command, changes: Changes) => void): void {
  const book = memoryBook();
  const { next } = randomLedger(seed);
  for (let at = 0; at < COMMANDS; at += 1) {
    const command = next(book);
    const changes = post(book, command);
    book.apply(command, changes);
    each(book, command, changes);
  }
}

test('PST-2 PST-11 I1 I2 I9 I12 I16 I17 I19 hold after every command of any history', () => {
  const faults: string[] = [];
  const legs = new Set<string>();
  for (const seed of SEEDS)
    history(seed, (book, _, changes) => {
      faults.push(...changeFaults(changes), ...bookFaults(book.state));
      for (const { effectId, leg } of changes.movements) {
        const name = `${seed} ${effectId} ${leg}`;
        if (legs.has(name)) faults.push(`${name} was moved before`);
        legs.add(name);
      }
    });
  expect(faults).toEqual([]);
  expect(legs.size).toBeGreaterThan(5000);
});

test('PST-9 every command that comes again moves nothing', () => {
  for (const seed of SEEDS.slice(0, 10))
    history(seed, (book, command) => {
      const { movements, leases, intents, effects, undone } = post(book, command);
      expect([movements, leases, effects, undone]).toEqual([[], [], [], []]);
      if (command.kind !== 'GRANT') expect(intents).toEqual([]);
    });
});

test('I19 a debt gets no grant, and no credit passes it by', () => {
  let debts = 0;
  for (const seed of SEEDS)
    history(seed, (book, command, changes) => {
      for (const { credit, debit, asset } of changes.movements) {
        const owner = /^[ap]:/.test(credit) && !debit.startsWith('p:') ? credit.slice(2) : null;
        if (owner !== null) expect(book.balance(`d:${owner}`, asset)).toBe(0);
        if (debit.startsWith('d:')) debts += 1;
      }
      if (command.kind === 'GRANT' && changes.leases.length > 0)
        expect(book.balance(`d:${command.owner}`, command.asset)).toBe(0);
    });
  expect(debts).toBeGreaterThan(0);
});

test('PST-16 commands of one batch see each other: the rows of a batch give what the whole ledger gives', () => {
  for (const seed of SEEDS.slice(0, 15)) {
    const base = memoryBook();
    let batch = workingBook(base);
    let waiting: (readonly [Command, Changes])[] = [];
    const whole = memoryBook();
    const { next } = randomLedger(seed);
    for (let at = 0; at < COMMANDS; at += 1) {
      const command = next(whole);
      const changes = post(whole, command);
      expect(post(batch, command)).toEqual(changes);
      whole.apply(command, changes);
      batch.apply(command, changes);
      waiting.push([command, changes]);
      if (waiting.length < 1 + (seed % 9)) continue;
      for (const each of waiting) base.apply(...each);
      [batch, waiting] = [workingBook(base), []];
    }
  }
});
