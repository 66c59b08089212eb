import type { Product } from '../../../shared/catalog/product.ts';
import type { CallRequest, CallResult } from '../../../shared/ipc/contract.ts';
import { failure } from '../../../shared/kernel/failure.ts';
import { fail, ok } from '../../../shared/kernel/result.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { CollectionName, PullResponse } from '../../../shared/protocol/pull.ts';
import type { FakeShop } from './fake-puncta.ts';
import { phoneKeysOf } from './phone-keys.ts';

export type FakeFeeds = {
  readonly pull: (request: CallRequest<'reference.pull'>) => Promise<CallResult<'reference.pull'>>;
  readonly setAway: (isAway: boolean) => void;
  /** This feed gives nothing until the answer of this function is called; a single card is still looked up. */
  readonly holdFeed: (collection: CollectionName) => () => void;
  readonly setProducts: (products: readonly Product[]) => void;
  readonly setProgramme: (programme: Programme) => void;
};

/** HQ's change feeds in pages. A feed that moved hands everything out again, as if each document had changed. */
export function fakeFeeds(shop: FakeShop, moved: (collection: CollectionName) => void): FakeFeeds {
  let { products, programme } = shop;
  let isAway = false;
  const away = new Set<CollectionName>();
  const generations: Record<CollectionName, number> = { products: 0, staff: 0, programmes: 0, members: 0 };
  const documents: Readonly<Record<CollectionName, () => Promise<readonly object[]>>> = {
    products: async () => products,
    staff: async () => shop.staff,
    programmes: async () => [
      { id: `${programme.id}-${programme.version}`, version: programme.version, programme },
    ],
    members: () =>
      Promise.all(shop.members.map(async ({ phone, ...row }) => ({ ...row, ...(await phoneKeysOf(phone)) }))),
  };
  const renew = (collection: CollectionName): void => {
    generations[collection] += 1;
    moved(collection);
  };
  const byCard = async (card: string): Promise<PullResponse> => {
    const rows = (await documents.members()) as readonly { readonly cardNumber: string }[];
    const found = rows.filter(({ cardNumber }) => cardNumber === card);
    return {
      collection: 'members',
      documents: found.map((each) => ({ ...each, _deleted: false })),
      checkpoint: '0',
    } as PullResponse;
  };
  return {
    pull: async ({ collection, checkpoint, limit, card }) => {
      if (isAway) return fail(failure('HQ-UNREACHABLE'));
      if (card !== undefined) return ok(await byCard(card));
      if (away.has(collection)) return fail(failure('HQ-UNREACHABLE'));
      const [generation = -1, from = 0] = (checkpoint ?? '').split(':').map(Number);
      const start = generation === generations[collection] ? from : 0;
      const page = (await documents[collection]()).slice(start, start + limit);
      return ok({
        collection,
        documents: page.map((each) => ({ ...each, _deleted: false })),
        checkpoint: `${generations[collection]}:${start + page.length}`,
        ...(checkpoint === null && { total: (await documents[collection]()).length }),
      } as PullResponse);
    },
    setAway: (nowAway) => {
      isAway = nowAway;
    },
    holdFeed: (collection) => {
      away.add(collection);
      return () => {
        away.delete(collection);
        moved(collection);
      };
    },
    setProducts: (next) => {
      products = next;
      renew('products');
    },
    setProgramme: (next) => {
      programme = next;
      renew('programmes');
    },
  };
}
