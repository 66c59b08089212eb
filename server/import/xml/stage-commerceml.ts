/** Goods and offers of CommerceML files, staged so that they can be joined by their ids in constant memory. */
import { sql, type Transaction } from 'kysely';
import { columnArrays } from '../../db/insert-many.ts';
import type { Database } from '../../db/tables.ts';
import { OperatorError } from '../../operator-error.ts';
import { MAX_GROUPS } from '../limits.ts';
import type { ByteMeter } from '../source/byte-meter.ts';
import { type CmlItem, type CmlPiece, readCommerceMl } from './commerceml-elements.ts';
import { decodeXml } from './decode-xml.ts';
import { newPriceTypes, type PriceTypes } from './price-types.ts';

type Trx = Transaction<Database>;

export type CmlSource = { readonly files: readonly string[]; readonly priceType?: string | undefined };

const COLUMNS = {
  kind: 'text',
  file_no: 'int',
  line: 'bigint',
  goods_id: 'text',
  trait_id: 'text',
  name: 'text',
  article: 'text',
  codes: 'text',
  unit: 'text',
  tax: 'text',
  group_id: 'text',
  traits: 'text',
  price: 'text',
  currency: 'text',
  factor: 'text',
  deleted: 'boolean',
} as const;

/** Gives the names of groups by their ids. */
export async function stageCommerceMl(
  trx: Trx,
  { files, priceType }: CmlSource,
  meter: ByteMeter,
): Promise<ReadonlyMap<string, string>> {
  await sql`CREATE TEMP TABLE import_cml (kind text NOT NULL, file_no int NOT NULL, line bigint NOT NULL,
    goods_id text NOT NULL, trait_id text NOT NULL, name text NOT NULL, article text NOT NULL, codes text NOT NULL,
    unit text NOT NULL, tax text NOT NULL, group_id text NOT NULL, traits text NOT NULL, price text NOT NULL,
    currency text NOT NULL, factor text NOT NULL, deleted boolean NOT NULL) ON COMMIT DROP`.execute(trx);
  const groups = new Map<string, string>();
  const types = newPriceTypes(priceType);
  let items = 0;
  for (const [index, file] of files.entries()) {
    for await (const pieces of readCommerceMl(decodeXml(file, meter), file)) {
      const rows = pieces.flatMap((piece) => rowOf(piece, { groups, types, fileNo: index + 1 }));
      items += rows.length;
      if (rows.length > 0)
        await sql`INSERT INTO import_cml SELECT * FROM unnest(${columnArrays(COLUMNS, rows)})`.execute(trx);
    }
  }
  if (items === 0) throw new OperatorError(`${files.join(', ')}: there are neither goods nor offers in it.`);
  await sql`ANALYZE import_cml`.execute(trx);
  return groups;
}

function rowOf(
  piece: CmlPiece,
  { groups, types, fileNo }: { groups: Map<string, string>; types: PriceTypes; fileNo: number },
): readonly StagedItem[] {
  if (piece.kind === 'group') groups.set(piece.id, piece.name);
  if (groups.size > MAX_GROUPS) throw new OperatorError(`There are more than ${MAX_GROUPS} groups of goods.`);
  if (piece.kind === 'priceType') types.add(piece.id, piece.name);
  return piece.kind === 'goods' || piece.kind === 'offer' ? [stagedItem(piece, types, fileNo)] : [];
}

type StagedItem = ReturnType<typeof stagedItem>;

function stagedItem(item: CmlItem, types: PriceTypes, fileNo: number) {
  const [goodsId = '', traitId = ''] = item.id.split('#', 2);
  const price = types.choose(item.prices);
  const row = {
    kind: item.kind,
    file_no: fileNo,
    line: item.line,
    goods_id: goodsId,
    trait_id: traitId,
    name: item.name,
    article: item.article,
    codes: JSON.stringify(item.codes),
    unit: item.unit,
    tax: item.tax,
    group_id: item.groupId,
    traits: item.characteristics.join(', '),
    price: price?.amount ?? '',
    currency: price?.currency ?? '',
    factor: price?.factor ?? '',
    deleted: item.deleted,
  };
  return row;
}
