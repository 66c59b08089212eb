/** A ledger in memory that posts what a test says in few words: one store, one till and Anna, unless it says otherwise. */
import { asBusinessDate, type BusinessDate } from '../../../shared/kernel/business-date.ts';
import { asId, type EntryId, type LeaseId, type MemberId, type OwnerId } from '../../../shared/kernel/ids.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import type { EntryPart } from '../../../shared/ledger/entry.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import { availableAccount, leasedAccount } from '../../../shared/posting/book/accounts.ts';
import type { Changes } from '../../../shared/posting/book/changes.ts';
import { type MemoryBook, memoryBook } from '../../../shared/posting/book/memory-book.ts';
import { balanceKey } from '../../../shared/posting/book/movement.ts';
import type {
  Command,
  EntryCommand,
  GrantCommand,
  PostedEntry,
} from '../../../shared/posting/post/command.ts';
import { post } from '../../../shared/posting/post/post.ts';
import { bookFaults, changeFaults } from './check-book.ts';

export const ANNA = asId<MemberId>('anna');
export const BORIS = asId<MemberId>('boris');
const HOUR_MS = 3_600_000;

/** Business day 1 is 1 March 2026; hours count from its midnight. */
export const dayOf = (day: number): BusinessDate =>
  asBusinessDate(new Date(Date.UTC(2026, 1, 28 + day)).toISOString().slice(0, 10));
export const hour = (hours: number) => epochMs(Date.UTC(2026, 2, 1) + hours * HOUR_MS);

type Said = Partial<Omit<PostedEntry, 'parts' | 'id'>> & {
  readonly id?: string;
  readonly parts?: readonly Partial<EntryPart>[];
  readonly via?: EntryCommand['via'];
  readonly suspended?: boolean;
};

export type Ledger = {
  readonly book: MemoryBook;
  /** Posts, checks that everything holds that must, and applies. */
  readonly post: (command: Command) => Changes;
  readonly entry: (said: Said) => Changes;
  readonly earn: (id: string, amount: number, said?: Said) => Changes;
  readonly spend: (id: string, amount: number, lease: string | null, said?: Said) => Changes;
  readonly grant: (lease: string, amount: number, said?: Partial<GrantCommand>) => Changes;
  /** A person's verdict on what waits of an entry. */
  readonly resolve: (said: Said, verdict: 'post' | 'refuse') => Changes;
  readonly due: (day: number, owner?: OwnerId) => Changes;
  readonly available: (owner?: OwnerId, asset?: Asset) => number;
  readonly leased: (lease: string, asset?: Asset) => number;
  readonly account: (account: string, asset?: Asset) => number;
  /** What the house has paid for nothing. */
  readonly loss: () => number;
};

export function ledger(book: MemoryBook = memoryBook()): Ledger {
  let made = 0;
  const postOne = (command: Command): Changes => {
    const changes = post(book, command);
    const faults = changeFaults(changes);
    book.apply(command, changes);
    faults.push(...bookFaults(book.state));
    if (faults.length > 0) throw new Error(faults.join('\n'));
    return changes;
  };
  const entry = (said: Said): Changes => {
    made += 1;
    return postOne(entryCommand(said, `entry-${made}`));
  };
  const account = (name: string, asset: Asset = 'points') => book.balance(name, asset);
  return {
    book,
    post: postOne,
    entry,
    earn: (id, amount, said = {}) => entry({ id, parts: [{ effect: 'EARN', amount }], ...said }),
    spend: (id, amount, lease, said = {}) =>
      entry({
        id,
        parts: [{ effect: 'REDEEM', amount, ...(lease !== null && { lease: asId<LeaseId>(lease) }) }],
        ...said,
      }),
    grant: (lease, amount, said = {}) => postOne(grantCommand(lease, amount, said)),
    resolve: (said, verdict) => {
      made += 1;
      const { entry: told } = entryCommand(said, `entry-${made}`);
      return postOne({ kind: 'RESOLVE', ref: `resolve-${made}`, entry: told, verdict });
    },
    due: (day, owner = ANNA) => {
      made += 1;
      return postOne({ kind: 'DUE', ref: `due-${made}`, owner, today: dayOf(day) });
    },
    available: (owner = ANNA, asset = 'points') => account(availableAccount(owner), asset),
    leased: (lease, asset = 'points') => account(leasedAccount(asId<LeaseId>(lease)), asset),
    account,
    loss: () => 0 - (book.state.balances.get(balanceKey('h:loss', 'points')) ?? 0),
  };
}

export function entryCommand(
  { id, parts = [], via = 'chain', suspended = false, ...said }: Said,
  named: string,
) {
  const command: EntryCommand = {
    kind: 'ENTRY',
    via,
    suspended,
    entry: {
      id: asId<EntryId>(id ?? named),
      kind: 'SALE',
      till: asId('till-1'),
      epoch: 1,
      store: asId('store-1'),
      member: ANNA,
      atMs: hour(10),
      businessDate: dayOf(1),
      terms: {},
      ...said,
      parts: parts.map((part, index) => ({
        n: index + 1,
        effect: 'EARN',
        asset: 'points',
        amount: 1,
        ...part,
      })),
    },
  };
  return command;
}

function grantCommand(lease: string, amount: number, said: Partial<GrantCommand>): GrantCommand {
  return {
    kind: 'GRANT',
    lease: asId<LeaseId>(lease),
    owner: ANNA,
    asset: 'points',
    amount,
    store: asId('store-1'),
    holder: { till: asId('till-1'), epoch: 1 },
    today: dayOf(1),
    expiresAtMs: hour(72),
    intent: null,
    ...said,
  };
}

/** What a change reports, as kind and amount. */
export const incidents = (changes: Changes): readonly string[] =>
  changes.incidents.map(({ kind, amount }) => `${kind} ${amount}`);
