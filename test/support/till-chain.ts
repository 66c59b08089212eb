/**
 * A till without a till: keeps a valid chain and signs its entries as main does. Defaults are readable and fixed; a test
 * names only what it is about.
 */
import { createHash } from 'node:crypto';
import { signingKey } from '../../server/crypto/ed25519.ts';
import { applyToBasket, type BasketLine, emptyBasket } from '../../shared/basket/basket.ts';
import type { Product, Tax } from '../../shared/catalog/product.ts';
import { assert } from '../../shared/kernel/assert.ts';
import { asBusinessDate, type BusinessDate } from '../../shared/kernel/business-date.ts';
import { asId, type EntryId, type IntentId, type LeaseId, type TillId } from '../../shared/kernel/ids.ts';
import { bps, type EpochMs, epochMs, minor } from '../../shared/kernel/units.ts';
import { uuidV7 } from '../../shared/kernel/uuid-v7.ts';
import type { EntryBody, SaleBody, SignedText } from '../../shared/ledger/body.ts';
import type { EntryHead, EntryPart } from '../../shared/ledger/entry.ts';
import { saleClaim, saleParts, saleTotals } from '../../shared/ledger/sale-claim.ts';
import { bodyHashText, bodyText, entryHashText, genesisText, headText } from '../../shared/ledger/texts.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import { compileProgramme } from '../../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../../shared/loyalty/compute.ts';
import type { Programme } from '../../shared/loyalty/programme/programme.ts';
import type { MemberRow } from '../../shared/loyalty/seen/member.ts';
import type { Seen } from '../../shared/loyalty/seen/seen.ts';
import type { WireEntry } from '../../shared/protocol/push.ts';

export const START_MS = epochMs(Date.UTC(2025, 10, 19, 8));
export const TILL_TAXES: readonly Tax[] = [
  { id: asId('A'), letter: 'A', rateBps: bps(2000), mode: 'included' },
  { id: asId('B'), letter: 'B', rateBps: bps(800), mode: 'included' },
];

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A private key from a word, the same in every run. */
export const seedFrom = (word: string): string => sha256(`seed of ${word}`);

export type ChainOptions = {
  readonly till?: string;
  readonly epoch?: number;
  readonly seed?: string;
  readonly programme?: { readonly programme: Programme; readonly hash: string };
  readonly atMs?: EpochMs;
};

export type ChainEntry = WireEntry & { readonly id: EntryId; readonly seq: number; readonly hash: string };

export type SaleOptions = {
  readonly products: readonly Product[];
  readonly member?: MemberRow | null;
  readonly id?: EntryId;
  /** What is paid with points or wallet, or which gift cards; the rights that pay for it. */
  readonly payment?: NonNullable<Seen['payment']>;
  readonly claims?: NonNullable<Seen['claims']>;
  readonly rights?: readonly SpentRight[];
  readonly businessDate?: BusinessDate;
  /** Changes what was scanned, for example into gift cards. */
  readonly asLines?: (lines: readonly BasketLine[]) => readonly BasketLine[];
  /** Changes what the till would say before it is signed. */
  readonly forgeHead?: (head: EntryHead) => EntryHead;
  readonly forgeBody?: (body: SaleBody) => SaleBody;
};

/** One lease that a sale spends from. */
export type SpentRight = {
  readonly asset: Asset;
  readonly lease: LeaseId;
  readonly amount: number;
  readonly intent?: IntentId | null;
  readonly grant?: SignedText;
};

export class TillChain {
  readonly till: TillId;
  readonly epoch: number;
  readonly key: ReturnType<typeof signingKey>;
  readonly entries: ChainEntry[] = [];
  readonly #options: ChainOptions;
  #atMs: EpochMs;

  constructor(options: ChainOptions = {}) {
    this.till = asId(options.till ?? 's-centru-1');
    this.epoch = options.epoch ?? 1;
    this.key = signingKey(options.seed ?? seedFrom(`${this.till}/${this.epoch}`));
    this.#options = options;
    this.#atMs = options.atMs ?? START_MS;
  }

  /** Appends an entry of any kind, without effects. */
  append(body: EntryBody, change: Partial<EntryHead> = {}): ChainEntry {
    this.#atMs = epochMs(this.#atMs + 60_000);
    const text = bodyText(body);
    const seq = this.entries.length + 1;
    const head: EntryHead = {
      v: 1,
      kind: body.kind,
      till: this.till,
      epoch: this.epoch,
      seq,
      prev: this.entries.at(-1)?.hash ?? this.genesis(),
      id: this.#newId(seq),
      shift: null,
      cashier: asId('c-ana'),
      parts: [],
      totals: null,
      programme: null,
      bodyHash: sha256(bodyHashText(text)),
      atMs: this.#atMs,
      wallMs: this.#atMs,
      businessDate: asBusinessDate('2025-11-19'),
      hq: { logIndex: 0, timeMs: epochMs(0) },
      ...change,
    };
    return this.#sign(head, text);
  }

  tick(change: Partial<EntryHead> = {}): ChainEntry {
    return this.append({ kind: 'TICK' }, change);
  }

  sale(options: SaleOptions): ChainEntry {
    const { products, member = null, id, forgeHead, forgeBody, payment, claims, rights = [] } = options;
    assert(this.#options.programme, 'a chain that sells knows its programme');
    const { programme, hash } = this.#options.programme;
    const wallMs = epochMs(this.#atMs + 60_000);
    const businessDate = options.businessDate ?? asBusinessDate('2025-11-19');
    const seen: Seen = {
      lines: (options.asLines ?? ((lines) => lines))(linesOf(products)),
      member,
      taxes: TILL_TAXES,
      clock: { wallMs, businessDate },
      ...(payment && { payment }),
      ...(claims && { claims }),
      ...(member && rights.length > 0 && { held: heldBy(rights) }),
    };
    const compiled = compileProgramme(programme);
    const outcome = compute(compiled, seen);
    const paidMinor = minor(outcome.redemption.moneyMinor + 500);
    const body: SaleBody = {
      kind: 'SALE',
      seen,
      ...saleClaim(compiled, outcome),
      tenders: [{ kind: 'cash', amountMinor: paidMinor }],
      changeMinor: minor(500),
      receipt: { schema: 'test/1', kind: 'sale' },
      ...(rights.some(({ grant }) => grant) && { grants: rights.flatMap(({ grant }) => grant ?? []) }),
    };
    const said = forgeBody ? forgeBody(body) : body;
    const head = {
      ...(member && { member: member.id }),
      ...(id && { id }),
      parts: overLeases(saleParts(outcome), rights),
      totals: saleTotals(outcome, programme.currencyCode),
      programme: { version: programme.version, hash },
      wallMs,
      businessDate,
    };
    return this.append(said, forgeHead ? forgeHead(head as EntryHead) : head);
  }

  /** Chain time goes on to here with the next entry. */
  waitUntil(atMs: EpochMs): void {
    this.#atMs = epochMs(atMs - 60_000);
  }

  /** The same chain up to `seq`, from where a copy of the disk would go its own way. */
  cloneAt(seq: number): TillChain {
    const copy = new TillChain(this.#options);
    copy.entries.push(...this.entries.slice(0, seq));
    copy.#atMs = epochMs(this.#atMs + 7_000);
    return copy;
  }

  genesis(): string {
    return sha256(genesisText({ till: this.till, epoch: this.epoch, publicKey: this.key.publicKey }));
  }

  wire(from = 1, upto = this.entries.length): readonly WireEntry[] {
    return this.entries.slice(from - 1, upto).map(({ head, sig, body }) => ({ head, sig, body }));
  }

  #sign(head: EntryHead, body: string): ChainEntry {
    const text = headText(head);
    const hash = sha256(entryHashText(text));
    const entry = { head: text, sig: this.key.signHash(hash), body, id: head.id, seq: head.seq, hash };
    this.entries.push(entry);
    return entry;
  }

  #newId(seq: number): EntryId {
    const random = createHash('sha256').update(`${this.till}/${this.epoch}/${seq}/${this.#atMs}`).digest();
    return asId(uuidV7(this.#atMs, random.subarray(0, 10)));
  }
}

const heldBy = (rights: readonly SpentRight[]): NonNullable<Seen['held']> =>
  [...new Set(rights.map(({ asset }) => asset))]
    // What is held of gift cards stands with the payment.
    .filter((asset) => asset !== 'giftcard')
    .map((asset) => ({
      asset,
      amount: rights.reduce((sum, each) => (each.asset === asset ? sum + each.amount : sum), 0),
    }));

/** One part for each lease, as main splits what the engine says is spent. */
function overLeases(parts: readonly EntryPart[], rights: readonly SpentRight[]): readonly EntryPart[] {
  const split = parts.flatMap((part): readonly Omit<EntryPart, 'n'>[] => {
    const { n: _n, ...plain } = part;
    if (part.effect !== 'REDEEM') return [plain];
    let left = part.amount;
    return rights
      .filter(({ asset }) => asset === part.asset)
      .flatMap(({ lease, amount, intent }) => {
        const taken = Math.min(left, amount);
        left -= taken;
        return taken === 0 ? [] : [{ ...plain, amount: taken, lease, ...(intent && { intent }) }];
      });
  });
  return split.map((part, index) => ({ n: index + 1, ...part }));
}

function linesOf(products: readonly Product[]) {
  let basket = emptyBasket(asId('basket'));
  for (const product of products) {
    const added = applyToBasket(basket, { kind: 'add', product });
    assert(added.ok, 'a test basket takes its goods');
    basket = added.value;
  }
  return basket.lines;
}
