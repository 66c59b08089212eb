/**
 * What stands beside an entry in `own_effect`: its effects on members, and which limited rules its member has used. Both
 * are told from the entry alone, so they can be made again and compared.
 */
import type { MemberId } from '../../shared/kernel/ids.ts';
import type { EntryBody } from '../../shared/ledger/body.ts';
import type { Effect, EntryHead } from '../../shared/ledger/entry.ts';

/** A use is no effect on a balance: `USE` stands in for one, and the rule's id for the asset. */
export const USE = 'USE';
/** Beyond every number that an effect can have. */
const FIRST_USE = 1000;

export type BesideRow = {
  readonly n: number;
  readonly member: MemberId;
  readonly effect: Effect | typeof USE;
  readonly asset: string;
  readonly amount: number;
};

export function besideRows(
  { member: owner, parts }: EntryHead,
  body: EntryBody | null,
): readonly BesideRow[] {
  const effects = parts.flatMap(({ n, effect, asset, amount, to, cardId }): readonly BesideRow[] => {
    const member = to ?? owner;
    return member === undefined || cardId !== undefined ? [] : [{ n, member, effect, asset, amount }];
  });
  const uses = (owner !== undefined && body?.kind === 'SALE' && body.uses) || [];
  return [
    ...effects,
    ...uses.map(
      (use, index): BesideRow => ({
        n: FIRST_USE + index,
        member: owner as MemberId,
        effect: USE,
        asset: use,
        amount: 1,
      }),
    ),
  ];
}
