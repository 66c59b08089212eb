/** Two lists in the order of their ids, walked side by side: what only one of them has, and what they say differently. */
import { isDeepStrictEqual } from 'node:util';

/** A broken replay differs everywhere: the first ones tell enough. */
const MAX_NAMED = 20;

type Row = { readonly id: string };

type Sides<R extends Row> = { readonly journal: Iterable<R>; readonly hq: AsyncIterable<R> };

export async function compareRows<R extends Row>(what: string, sides: Sides<R>): Promise<readonly string[]> {
  const named: string[] = [];
  let count = 0;
  for await (const difference of differences(what, sides)) {
    count += 1;
    if (named.length < MAX_NAMED) named.push(difference);
  }
  return count > named.length ? [...named, `${count - named.length} more differences of ${what}s`] : named;
}

async function* differences<R extends Row>(what: string, { journal, hq }: Sides<R>): AsyncGenerator<string> {
  const left = journal[Symbol.iterator]();
  const right = hq[Symbol.asyncIterator]();
  let [ours, theirs] = [left.next(), await right.next()];
  while (!ours.done || !theirs.done) {
    const onlyOurs = theirs.done || (!ours.done && ours.value.id < theirs.value.id);
    const onlyTheirs = ours.done || (!theirs.done && theirs.value.id < ours.value.id);
    if (onlyOurs) yield `${what} ${ours.value.id} is not at HQ`;
    else if (onlyTheirs) yield `${what} ${theirs.value.id} is not in the journal`;
    else if (!isDeepStrictEqual({ ...ours.value }, { ...theirs.value }))
      yield `${what} ${ours.value.id}: ${said(ours.value)} in the journal, ${said(theirs.value)} at HQ`;
    if (!onlyTheirs) ours = left.next();
    if (!onlyOurs) theirs = await right.next();
  }
}

const said = (row: Row): string => JSON.stringify(row);
