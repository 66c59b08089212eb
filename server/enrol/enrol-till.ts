/** A device with a valid code becomes a till: a new epoch with its own key, certified by HQ. */
import { timingSafeEqual } from 'node:crypto';
import type { Transaction } from 'kysely';
import { asId, type StoreId, type TillId } from '../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import { genesisText } from '../../shared/ledger/texts.ts';
import type { Certificate, EnrolRequest, EnrolResponse } from '../../shared/protocol/enrol.ts';
import { sha256Hex } from '../crypto/digest.ts';
import { signDocument } from '../crypto/hq-document.ts';
import { inTransaction } from '../db/retry.ts';
import type { Database } from '../db/tables.ts';
import type { Hq } from '../hq.ts';
import { codeHash, nextTillNumber } from './enrolment-code.ts';
import { loadPlace } from './load-place.ts';

export type EnrolFault = 'CODE_INVALID' | 'CODE_EXPIRED';

type Trx = Transaction<Database>;

export function enrolTill(hq: Hq, request: EnrolRequest): Promise<Result<EnrolResponse, EnrolFault>> {
  return inTransaction(hq.db, async (trx) => {
    const nowMs = hq.nowMs();
    const used = await useCode(trx, request.code, nowMs);
    if (!used.ok) return used;
    const { store, tillName } = used.value;
    const { till, epoch } = await openEpoch(trx, store, tillName);
    await insertChain(trx, { till, epoch, publicKey: request.publicKey, nowMs });
    const certificate: Certificate = {
      till,
      epoch,
      publicKey: request.publicKey,
      place: await loadPlace(trx, till),
      issuedAtMs: nowMs,
    };
    return ok({
      certificate: signDocument(hq.keys.signing, certificate),
      hqPublicKey: hq.keys.signing.publicKey,
      storeKey: hq.keys.storeKey(store),
      pinPepper: hq.keys.pinPepper(store),
    });
  });
}

/** Found by its hash, compared in constant time, and used up in the same statement that finds it unused. */
async function useCode(
  trx: Trx,
  code: string,
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
  await trx.updateTable('enrolment_code').set({ used_at_ms: nowMs }).where('hash', '=', hash).execute();
  return ok({ store: row.store_id, tillName: row.till_name });
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

async function insertChain(
  trx: Trx,
  chain: { till: TillId; epoch: number; publicKey: string; nowMs: EpochMs },
): Promise<void> {
  const { till, epoch, publicKey, nowMs } = chain;
  const head_hash = sha256Hex(genesisText({ till, epoch, publicKey }));
  await trx
    .insertInto('chain')
    .values({ till, epoch, public_key: publicKey, head_hash, enrolled_at_ms: nowMs })
    .execute();
}
