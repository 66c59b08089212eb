/** A whole till without a window: real journal, real calls, real HQ. Keys lie in plain text, for a bench only. */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { systemClock, systemTimers } from '../../electron/clock/clock.ts';
import { momentOf, newEntryId } from '../../electron/clock/moment.ts';
import { DISK_LIMITS } from '../../electron/disk/disk-limits.ts';
import type { CallHandlers } from '../../electron/ipc/call-handlers.ts';
import type { KeyVault } from '../../electron/keys/key-vault.ts';
import { createLog } from '../../electron/log/log.ts';
import { callHandlers } from '../../electron/till/handlers.ts';
import type { Session } from '../../electron/till/session.ts';
import { createTill, type Till } from '../../electron/till/till.ts';
import { applyToBasket, type Basket, emptyBasket } from '../../shared/basket/basket.ts';
import type { Product } from '../../shared/catalog/product.ts';
import type { RightsView } from '../../shared/ipc/rights-view.ts';
import type { SaleDraft } from '../../shared/ipc/sale-draft.ts';
import { asId } from '../../shared/kernel/ids.ts';
import type { Result } from '../../shared/kernel/result.ts';
import { minor } from '../../shared/kernel/units.ts';
import { compute } from '../../shared/loyalty/compute.ts';
import type { MemberRow } from '../../shared/loyalty/seen/member.ts';
import type { Payment, Seen } from '../../shared/loyalty/seen/seen.ts';
import type { RealHq } from './real-hq.ts';

export type WholeTill = {
  readonly till: Till;
  readonly handlers: CallHandlers;
  readonly session: () => Session;
  readonly drafts: (count: number) => readonly SaleDraft[];
  readonly members: readonly MemberRow[];
  /** One sale to a member as it would be made now, paid with so many points as far as the till may take them. */
  readonly draftFor: (member: MemberRow, index: number, payment?: Payment) => SaleDraft;
};

const CASHIER = 'c-ana';
const LINES_PER_SALE = 3;
const GIVEN_MINOR = minor(10_000_000);
const PAGE = 200;

const plainVault: KeyVault = {
  protection: () => 'protected',
  seal: (text) => new TextEncoder().encode(text),
  open: (sealed) => new TextDecoder().decode(sealed),
};

/** Enrolled at HQ, signed in, with an open shift and the shop's own goods and members to sell to. */
export async function wholeTill(hq: RealHq): Promise<WholeTill> {
  const options = {
    userData: `${hq.folder}/till`,
    vault: plainVault,
    clock: systemClock,
    timers: systemTimers,
    random: (count: number) => new Uint8Array(randomBytes(count)),
    appVersion: 'bench',
    printerUrl: null,
    diskLimits: DISK_LIMITS,
    log: createLog(() => undefined),
    emit: () => undefined,
  };
  mkdirSync(options.userData, { recursive: true });
  const till = createTill(options);
  const handlers = callHandlers(till, options);
  must(await handlers['till.enrol']({ hqUrl: hq.url, code: hq.process().enrolmentCode ?? '' }));
  const pin = hq.process().pins.get(CASHIER) ?? '';
  must(await handlers['cashier.signIn']({ cashierId: asId(CASHIER), pin }));
  must(await handlers['shift.open']({ floatMinor: minor(0) }));
  const session = (): Session => must(till.session());
  const goods = await pullGoods(handlers);
  const members = await pullMembers(handlers);
  return {
    till,
    handlers,
    session,
    drafts: (count) => makeDrafts({ desk: session().desk, goods, members, count }),
    members,
    draftFor: (member, index, payment) => {
      const basket = basketOf(session().desk, goods, index);
      const held = must(
        handlers['rights.held']({ owner: member.id, basketId: basket.id }) as Result<RightsView>,
      ).held;
      return draftOf(session().desk, {
        basket,
        member,
        held: held.map(({ asset, amount }) => ({ asset, amount })),
        ...(payment && { payment }),
      });
    },
  };
}

async function pullGoods(handlers: CallHandlers): Promise<readonly Product[]> {
  const page = must(
    await handlers['reference.pull']({ collection: 'products', checkpoint: null, limit: PAGE }),
  );
  if (page.collection !== 'products') throw new Error(`HQ answered ${page.collection}`);
  return page.documents.map(({ _deleted, ...product }) => product);
}

/** Rows as a sale's `seen` carries them: without the look-up hashes. */
async function pullMembers(handlers: CallHandlers): Promise<readonly MemberRow[]> {
  const page = must(
    await handlers['reference.pull']({ collection: 'members', checkpoint: null, limit: PAGE }),
  );
  if (page.collection !== 'members') throw new Error(`HQ answered ${page.collection}`);
  return page.documents.map(({ phoneHmac: _phone, phoneLast6Hmac: _last6, _deleted, ...row }) => row);
}

type Stock = {
  readonly desk: Session['desk'];
  readonly goods: readonly Product[];
  readonly members: readonly MemberRow[];
  readonly count: number;
};

const makeDrafts = ({ desk, goods, members, count }: Stock): readonly SaleDraft[] =>
  Array.from({ length: count }, (_, index) => {
    const member = index % 3 === 0 ? null : pick(members, index);
    return draftOf(desk, { basket: basketOf(desk, goods, index), member });
  });

type DraftFacts = Pick<Seen, 'member' | 'held' | 'payment'> & { readonly basket: Basket };

function draftOf(desk: Session['desk'], { basket, ...facts }: DraftFacts): SaleDraft {
  const { taxes, timeZone } = desk.reference.place().store;
  const clock = momentOf(desk.clock, timeZone);
  const programme = desk.reference.programmeOn(clock.businessDate);
  if (!programme) throw new Error('HQ has sent no programme for today');
  const { id, lines } = basket;
  const { totalMinor, earnedPoints } = compute(programme.compiled, { ...facts, lines, taxes, clock });
  return {
    basketId: id,
    lines,
    member: facts.member,
    ...(facts.payment && { payment: facts.payment }),
    tenders: [{ kind: 'cash', amountMinor: GIVEN_MINOR }],
    programmeVersion: programme.compiled.programme.version,
    businessDate: clock.businessDate,
    shown: { totalMinor, earnedPoints },
  };
}

function basketOf(desk: Session['desk'], goods: readonly Product[], index: number): Basket {
  const empty = emptyBasket(newEntryId(desk.clock.wallMs(), desk.random));
  return Array.from({ length: LINES_PER_SALE }).reduce<Basket>((basket, _, line) => {
    const product = pick(goods, index * 7 + line * 13);
    return must(applyToBasket(basket, { kind: 'add', product }));
  }, empty);
}

function pick<T>(items: readonly T[], index: number): T {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('HQ has sent nothing to pick from');
  return item;
}

function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`the bench stopped: ${result.failure.code}`);
  return result.value;
}
