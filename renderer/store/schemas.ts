/**
 * What the two databases hold. Both can be built again at any time: `cache` from HQ's feeds, `till` from the journal.
 * Only fields that are looked up are indexed, always by their whole value.
 */
import type { RxJsonSchema } from 'rxdb';
import type { Product } from '../../shared/catalog/product.ts';
import type { Cashier } from '../../shared/catalog/staff.ts';
import type { EntryView } from '../../shared/ipc/views.ts';
import { MAX_ID_CHARS } from '../../shared/kernel/limits.ts';
import type { MemberRow } from '../../shared/loyalty/member.ts';
import type { Programme } from '../../shared/loyalty/programme.ts';

export type MemberDocument = MemberRow & { readonly phoneHmac: string; readonly phoneLast6Hmac: string };
export type ProgrammeDocument = {
  readonly id: string;
  readonly version: number;
  readonly programme: Programme;
};
/** An entry as main shows it; the empty text stands for no member, because an index knows no null. */
export type EntryDocument = Omit<EntryView, 'memberId'> & { readonly memberId: string };
/** How far the view has followed the journal. */
export type ProgressDocument = { readonly id: 'journal'; readonly revision: number };

const MAX_CODE_CHARS = 40;
const HMAC_CHARS = 64;
const MAX_PROGRAMME_ID_CHARS = 80;

const id = { type: 'string', maxLength: MAX_ID_CHARS } as const;
const text = { type: 'string' } as const;
const whole = { type: 'integer' } as const;
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
  version: 0,
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

export const entrySchema: RxJsonSchema<EntryDocument> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id,
    epoch: whole,
    seq: whole,
    kind: text,
    memberId: id,
    parts: list,
    totalMinor: whole,
    wallMs: whole,
    logIndex: { type: ['integer', 'null'] },
  },
  required: ['id', 'epoch', 'seq', 'kind', 'memberId', 'parts', 'totalMinor', 'wallMs'],
  indexes: ['memberId'],
};

export const progressSchema: RxJsonSchema<ProgressDocument> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id, revision: whole },
  required: ['id', 'revision'],
};
