/** A device with a valid code becomes a till: a new epoch with its own key, certified by HQ. */
import { timingSafeEqual } from 'node:crypto';
import type { Transaction } from 'kysely';
import { asId, type StoreId, type TillId } from '../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import type { EnrolRequest, EnrolResponse } from '../../shared/protocol/enrol.ts';
import { inTransaction } from '../db/retry.ts';
import type { Database } from '../db/tables.ts';
import type { Hq } from '../hq.ts';
import { certify, insertChain } from './certify.ts';
import { codeHash, nextTillNumber } from './enrolment-code.ts';

export type EnrolFault = 'CODE_INVALID' | 'CODE_EXPIRED' | 'CODE_OTHER_TILL';

type Trx = Transaction<Database>;

export function enrolTill(hq: Hq, request: EnrolRequest): Promise<Result<EnrolResponse, EnrolFault>> {
  return inTransaction(hq.db, async (trx) => {
    const nowMs = hq.nowMs();
    const used = await useCode(trx, request, nowMs);
    if (!used.ok) return used;
    const { store, tillName } = used.value;
    const device = { ...(await openEpoch(trx, store, tillName)), publicKey: request.publicKey };
    await insertChain(trx, device, nowMs);
    return ok(await certify(trx, hq, { device, store, nowMs }));
  });
}

/** Found by its hash, compared in constant time, and used up in the same statement that finds it unused. */
async function useCode(
  trx: Trx,
  { code, till }: EnrolRequest,
  nowMs: EpochMs,
): Promise<Result<{ store: StoreId; tillName: string }, EnrolFault>> {
  const hash = codeHash(code);
  const row = await trx
    .selectFrom('enrolment_code')
    .selectAll()
    .where('hash', '=', hash)
    .forUpdate()
    .executeTakeFirst();
  if (!row || !timingSafeEqual(Buffer.from(row.hash), Buffer.from(hash))) return fail('CODE_INVALID');
  if (row.used_at_ms !== null) return fail('CODE_INVALID');
  if (row.expires_at_ms <= nowMs) return fail('CODE_EXPIRED');
  const { store_id: store, till_name: tillName } = row;
  if (till !== null && till !== (await tillOf(trx, store, tillName))) return fail('CODE_OTHER_TILL');
  await trx.updateTable('enrolment_code').set({ used_at_ms: nowMs }).where('hash', '=', hash).execute();
  return ok({ store, tillName });
}

/** Null for a name that no till has yet. */
async function tillOf(trx: Trx, store: StoreId, name: string): Promise<TillId | null> {
  const known = await trx
    .selectFrom('till')
    .select('id')
    .where('store_id', '=', store)
    .where('name', '=', name)
    .executeTakeFirst();
  return known?.id ?? null;
}

/** The till of that name in its next epoch, or a new till in its first. */
async function openEpoch(
  trx: Trx,
  store: StoreId,
  name: string,
): Promise<{ readonly till: TillId; readonly epoch: number }> {
  const known = await trx
    .updateTable('till')
    .set((eb) => ({ epoch: eb('epoch', '+', 1) }))
    .where('store_id', '=', store)
    .where('name', '=', name)
    .returning(['id', 'epoch'])
    .executeTakeFirst();
  if (known) return { till: known.id, epoch: known.epoch };
  const number = await nextTillNumber({ db: trx }, store);
  const till = asId<TillId>(`${store}-${number}`);
  await trx.insertInto('till').values({ id: till, store_id: store, number, name, epoch: 1 }).execute();
  return { till, epoch: 1 };
}
