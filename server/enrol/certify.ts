/** A new epoch of a till: its chain with nothing in it, and what the device is handed to be that till. */
import type { Transaction } from 'kysely';
import type { StoreId, TillId } from '../../shared/kernel/ids.ts';
import type { EpochMs } from '../../shared/kernel/units.ts';
import { genesisText } from '../../shared/ledger/texts.ts';
import type { Certificate, EnrolResponse } from '../../shared/protocol/enrol.ts';
import { sha256Hex } from '../crypto/digest.ts';
import { signDocument } from '../crypto/hq-document.ts';
import type { Database } from '../db/tables.ts';
import type { Hq } from '../hq.ts';
import { loadPlace } from './load-place.ts';

type Trx = Transaction<Database>;

export type Device = { readonly till: TillId; readonly epoch: number; readonly publicKey: string };

export async function insertChain(trx: Trx, device: Device, nowMs: EpochMs): Promise<void> {
  const { till, epoch, publicKey } = device;
  const head_hash = sha256Hex(genesisText(device));
  await trx
    .insertInto('chain')
    .values({ till, epoch, public_key: publicKey, head_hash, enrolled_at_ms: nowMs })
    .execute();
  // Its rights were those of the epoch before.
  await trx
    .updateTable('store_visit')
    .set({ due: true })
    .where('till', '=', till)
    .where('due', '=', false)
    .execute();
}

export async function certify(
  trx: Trx,
  { keys }: Pick<Hq, 'keys'>,
  { device, store, nowMs }: { device: Device; store: StoreId; nowMs: EpochMs },
): Promise<EnrolResponse> {
  const certificate: Certificate = { ...device, place: await loadPlace(trx, device.till), issuedAtMs: nowMs };
  return {
    certificate: signDocument(keys.signing, certificate),
    hqPublicKey: keys.signing.publicKey,
    storeKey: keys.storeKey(store),
    pinPepper: keys.pinPepper(store),
  };
}
