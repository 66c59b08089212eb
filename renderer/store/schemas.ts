/**
 * What the two databases hold. Both can be built again at any time: `cache` from HQ's feeds, `till` from the journal.
 * Only fields that are looked up are indexed, always by their whole value. Whoever changes a schema raises its version:
 * a till that is updated in place then drops the database and fills it again (open-view.ts).
 */
import type { RxJsonSchema } from 'rxdb';
import type { Product } from '../../shared/catalog/product.ts';
import type { Cashier } from '../../shared/catalog/staff.ts';
import type { EntryPlace, EntryView } from '../../shared/ipc/views.ts';
import { MAX_ID_CHARS } from '../../shared/kernel/limits.ts';
import type { Programme } from '../../shared/loyalty/programme/programme.ts';
import type { MemberRow } from '../../shared/loyalty/seen/member.ts';
import type { CollectionName } from '../../shared/protocol/pull.ts';
import type { Load } from './loads.ts';

export type MemberDocument = MemberRow & { readonly phoneHmac: string; readonly phoneLast6Hmac: string };
export type ProgrammeDocument = {
  readonly id: string;
  readonly version: number;
  readonly programme: Programme;
};
/** An entry as main shows it; the empty text stands for no member, because an index knows no null. */
export type EntryDocument = Omit<EntryView, 'memberId'> & { readonly memberId: string };
/** How far a first load has come, and where it goes on. It lies beside the documents, so that it goes when they go. */
export type LoadDocument = Load & { readonly id: CollectionName; readonly position: string | null };
/** How far the view has followed the journal. */
export type ProgressDocument = {
  readonly id: 'journal';
  readonly revision: number;
  /** The first entry that the journal still kept then. */
  readonly oldest: EntryPlace;
};

const MAX_CODE_CHARS = 40;
const HMAC_CHARS = 64;
const MAX_PROGRAMME_ID_CHARS = 80;
const MAX_PLACE = 999_999_999;

const id = { type: 'string', maxLength: MAX_ID_CHARS } as const;
const text = { type: 'string' } as const;
const whole = { type: 'integer' } as const;
/** Of a chain; an index wants to know how many digits there can be. */
const place = { type: 'integer', minimum: 0, maximum: MAX_PLACE, multipleOf: 1 } as const;
const list = { type: 'array' } as const;
const object = { type: 'object' } as const;
const hmac = { type: 'string', maxLength: HMAC_CHARS } as const;

export const productSchema: RxJsonSchema<Product> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id,
    code: { type: 'string', maxLength: MAX_CODE_CHARS },
    name: text,
    categoryId: text,
    tags: list,
    priceMinor: whole,
    taxId: text,
    unit: text,
  },
  required: ['id', 'code', 'name', 'categoryId', 'tags', 'priceMinor', 'taxId', 'unit'],
  indexes: ['code'],
};

export const memberSchema: RxJsonSchema<MemberDocument> = {
  version: 1,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id,
    cardNumber: { type: 'string', maxLength: MAX_CODE_CHARS },
    label: text,
    tierId: text,
    counters: object,
    balances: list,
    asOf: whole,
    asOfMs: whole,
    phoneHmac: hmac,
    segments: list,
    birthday: object,
    quests: list,
    uses: list,
    referredBy: object,
    phoneLast6Hmac: hmac,
  },
  required: ['id', 'cardNumber', 'label', 'tierId', 'counters', 'balances', 'asOf', 'asOfMs', 'phoneHmac'],
  indexes: ['cardNumber', 'phoneHmac'],
};

export const programmeSchema: RxJsonSchema<ProgrammeDocument> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: MAX_PROGRAMME_ID_CHARS },
    version: whole,
    programme: object,
  },
  required: ['id', 'version', 'programme'],
};

export const staffSchema: RxJsonSchema<Cashier> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id, name: text, role: text, language: text },
  required: ['id', 'name', 'role', 'language'],
};

export const loadSchema: RxJsonSchema<LoadDocument> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id,
    position: { type: ['string', 'null'] },
    documents: whole,
    total: { type: ['integer', 'null'] },
    done: { type: 'boolean' },
  },
  required: ['id', 'documents', 'done'],
};

export const entrySchema: RxJsonSchema<EntryDocument> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id,
    epoch: place,
    seq: place,
    kind: text,
    memberId: id,
    parts: list,
    totalMinor: whole,
    wallMs: whole,
    logIndex: { type: ['integer', 'null'] },
  },
  required: ['id', 'epoch', 'seq', 'kind', 'memberId', 'parts', 'totalMinor', 'wallMs'],
  indexes: [['epoch', 'seq']],
};

export const progressSchema: RxJsonSchema<ProgressDocument> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id, revision: whole, oldest: object },
  required: ['id', 'revision', 'oldest'],
};
