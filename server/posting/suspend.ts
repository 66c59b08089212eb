import type { EntryHead, EntryPart } from '../../shared/ledger/entry.ts';
import { HOUSE_ISSUED, suspenseAccount } from './accounts.ts';
import type { Transfer } from './transfer.ts';

/** What was claimed to be earned stands in the till's suspense account until somebody has looked at it. */
export const suspend = (head: EntryHead | null, parts: readonly EntryPart[]): readonly Transfer[] =>
  head === null
    ? []
    : parts
        .filter((part) => part.effect === 'EARN')
        .map((part) => ({
          effectId: `${head.id}#${part.n}`,
          leg: 1,
          debit: HOUSE_ISSUED,
          credit: suspenseAccount(head.till),
          asset: part.asset,
          amount: part.amount,
        }));
