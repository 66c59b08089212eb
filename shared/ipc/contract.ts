/**
 * The typed contract across the process boundary. Requests are validated in main by these schemas; answers are always
 * a Result, so an exception never crosses with its stack.
 */
import { z } from 'zod';
import type { Basket } from '../basket/basket.ts';
import type { CashierId, EntryId, MemberId, OwnerId } from '../kernel/ids.ts';
import { MAX_LINES, MAX_TENDER_MINOR, MAX_TENDERS } from '../kernel/limits.ts';
import type { Result } from '../kernel/result.ts';
import { zBusinessDate, zEntryId, zId, zLogIndex, zNonNegativeMinor, zPoints } from '../kernel/schema.ts';
import type { Minor } from '../kernel/units.ts';
import { zOwner } from '../ledger/owner-schema.ts';
import { askedFields, zBasketLine, zMemberRow } from '../ledger/sale-schema.ts';
import type { OwnEffect } from '../ledger/shown-balance.ts';
import { zAsset } from '../loyalty/asset-schema.ts';
import type { RuleUsage } from '../loyalty/seen/seen.ts';
import type { DayDifference } from '../protocol/day-close.ts';
import { zDeviceLogUpload } from '../protocol/health.ts';
import { type CollectionName, type PullResponse, zPullRequest } from '../protocol/pull.ts';
import type { CallName, EventName } from './names.ts';
import type { RightsView } from './rights-view.ts';
import type { SaleDone, SaleDraft } from './sale-draft.ts';
import type { TillStatus } from './status.ts';
import { type EntryPage, type PrintJobView, type ReceiptView, SPOOL_ACTIONS } from './views.ts';

export const MAX_ENTRY_VIEWS = 500;
export const MAX_PIN_CHARS = 12;
export const MAX_URL_CHARS = 200;

const none = z.null();

export const zBasket: z.ZodType<Basket> = z.strictObject({
  id: zEntryId<EntryId>(),
  lines: z.array(zBasketLine).max(MAX_LINES),
  nextN: z.int().min(1),
  memberId: zId<MemberId>().nullable(),
  claims: askedFields.claims,
  coupons: askedFields.coupons,
});

export const zSaleDraft: z.ZodType<SaleDraft> = z.strictObject({
  basketId: zEntryId<EntryId>(),
  lines: z.array(zBasketLine).max(MAX_LINES),
  member: zMemberRow.nullable(),
  claims: askedFields.claims,
  coupons: askedFields.coupons,
  payment: askedFields.payment,
  tenders: z
    .array(
      z.strictObject({
        kind: z.literal('cash'),
        amountMinor: zNonNegativeMinor.refine((value) => value <= MAX_TENDER_MINOR),
      }),
    )
    .max(MAX_TENDERS),
  programmeVersion: z.int().min(1),
  businessDate: zBusinessDate,
  minute: z.int().min(0).max(1439).exactOptional(),
  shown: z.strictObject({ totalMinor: zNonNegativeMinor, earnedPoints: zPoints }),
});

/** Request schemas by call. A call without a request takes `null`. */
export const callRequests = {
  'till.status': none,
  'till.enrol': z.strictObject({
    /** Null for a till that was enrolled before: it asks the HQ that it knows. */
    hqUrl: z
      .url({ protocol: /^https?$/ })
      .max(MAX_URL_CHARS)
      .nullable(),
    code: z.string().max(40),
  }),
  'cashier.signIn': z.strictObject({
    cashierId: zId<CashierId>(),
    pin: z.string().regex(/^\d*$/).max(MAX_PIN_CHARS),
  }),
  'cashier.signOut': none,
  'shift.open': z.strictObject({ floatMinor: zNonNegativeMinor }),
  'shift.close': z.strictObject({ countedMinor: zNonNegativeMinor }),
  'day.close': none,
  'basket.load': none,
  'basket.save': zBasket,
  'member.phoneKeys': z.strictObject({ digits: z.string().regex(/^\d{6,15}$/) }),
  /** Effects of this till on a member that HQ's row of log index `asOf` does not contain. */
  'member.ownEffects': z.strictObject({ memberId: zId<MemberId>(), asOf: zLogIndex }),
  /** What limited rules gave before this receipt: to the cashier on duty, and to the member of a row of `asOf`. */
  'sale.usage': z.strictObject({
    programmeVersion: z.int().min(1),
    member: z.strictObject({ id: zId<MemberId>(), asOf: zLogIndex }).nullable(),
  }),
  /** What this till may spend of an owner's now, by itself: for this basket; absent: for the open one. */
  'rights.held': z.strictObject({ owner: zOwner, basketId: zEntryId<EntryId>().exactOptional() }),
  /** Asks HQ for what is missing to `amount`. Answers when it is held or cannot be; Pay never waits for it. */
  'rights.acquire': z.strictObject({
    basketId: zEntryId<EntryId>(),
    owner: zOwner,
    asset: zAsset,
    amount: z.int().min(1),
  }),
  /** The basket is cancelled, or goes on without the redemption: its intents are abandoned. */
  'rights.abandon': z.strictObject({ basketId: zEntryId<EntryId>() }),
  'sale.commit': zSaleDraft,
  'journal.entries': z.strictObject({
    afterRevision: z.int().min(0),
    limit: z.int().min(1).max(MAX_ENTRY_VIEWS),
  }),
  'journal.receipt': z.strictObject({ entryId: zEntryId<EntryId>() }),
  'receipt.copy': z.strictObject({ entryId: zEntryId<EntryId>() }),
  'spool.jobs': none,
  'spool.resolve': z.strictObject({ jobId: z.int().min(1), action: z.enum(SPOOL_ACTIONS) }),
  'reference.pull': zPullRequest,
  'deviceLog.upload': zDeviceLogUpload,
} as const satisfies Record<CallName, z.ZodType>;

export type CallRequest<Name extends CallName> = z.infer<(typeof callRequests)[Name]>;

export type CallResponses = {
  'till.status': TillStatus;
  'till.enrol': TillStatus;
  'cashier.signIn': TillStatus;
  'cashier.signOut': TillStatus;
  'shift.open': TillStatus;
  /** The Z-report's entry. */
  'shift.close': { readonly entryId: EntryId; readonly expectedMinor: Minor };
  /** `confirmed` is null while HQ cannot be asked: the day is closed here and confirmed later. */
  'day.close': {
    readonly confirmed: boolean | null;
    readonly differences: readonly DayDifference[];
    readonly unsent: number;
  };
  'basket.load': Basket | null;
  'basket.save': null;
  'member.phoneKeys': { readonly phoneHmac: string; readonly phoneLast6Hmac: string };
  'member.ownEffects': readonly OwnEffect[];
  'sale.usage': readonly RuleUsage[];
  'rights.held': RightsView;
  'rights.acquire': RightsView;
  'rights.abandon': null;
  'sale.commit': SaleDone;
  'journal.entries': EntryPage;
  'journal.receipt': ReceiptView;
  'receipt.copy': PrintJobView;
  'spool.jobs': readonly PrintJobView[];
  'spool.resolve': readonly PrintJobView[];
  'reference.pull': PullResponse;
  'deviceLog.upload': { readonly stored: number };
};

export type CallResult<Name extends CallName> = Result<CallResponses[Name]>;

export type EventPayloads = {
  status: TillStatus;
  /** The journal's projection reached this revision. */
  journal: { readonly revision: number };
  /** HQ has news in these collections. */
  feeds: { readonly moved: readonly CollectionName[] };
  spool: readonly PrintJobView[];
  /** Rights of these owners were granted, spent or given back. */
  rights: { readonly owners: readonly OwnerId[] };
};

/** What the preload puts on the window as `puncta`. */
export type PunctaBridge = {
  readonly call: <Name extends CallName>(name: Name, request: CallRequest<Name>) => Promise<CallResult<Name>>;
  readonly on: <Name extends EventName>(
    name: Name,
    listener: (payload: EventPayloads[Name]) => void,
  ) => () => void;
};
