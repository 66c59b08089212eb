/**
 * EPO-6: the next epoch for a till whose chain is sound, asked for under its present key. The same new key asked for
 * again gets the same epoch, so an answer that was lost costs nothing.
 */
import type { Transaction } from 'kysely';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import type { EnrolResponse, RenewRequest } from '../../shared/protocol/enrol.ts';
import type { RefusalCode } from '../../shared/protocol/routes.ts';
import { inTransaction } from '../db/retry.ts';
import type { Database } from '../db/tables.ts';
import type { Hq } from '../hq.ts';
import type { TillCaller } from '../posting/till-caller.ts';
import { certify, insertChain } from './certify.ts';

type Trx = Transaction<Database>;

export function renewTill(
  hq: Hq,
  { till, epoch, store }: TillCaller,
  request: RenewRequest,
): Promise<Result<EnrolResponse, RefusalCode>> {
  return inTransaction(hq.db, async (trx) => {
    if (request.epoch !== epoch) return fail('BAD_REQUEST');
    const nowMs = hq.nowMs();
    const device = { till, epoch: epoch + 1, publicKey: request.publicKey };
    const { epoch: current } = await trx
      .selectFrom('till')
      .select('epoch')
      .where('id', '=', till)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (current === epoch + 1) {
      if (!(await isGivenOut(trx, device))) return fail('REVOKED');
    } else {
      if (current !== epoch || !(await isSound(trx, { till, epoch }))) return fail('REVOKED');
      await trx.updateTable('till').set({ epoch: device.epoch }).where('id', '=', till).execute();
      await insertChain(trx, device, nowMs);
    }
    return ok(await certify(trx, hq, { device, store, nowMs }));
  });
}

/** A chain that is suspended or revoked is a person's matter: only a code opens the next one. */
async function isSound(trx: Trx, { till, epoch }: Pick<TillCaller, 'till' | 'epoch'>): Promise<boolean> {
  const { suspended, revoked_at_ms } = await trx
    .selectFrom('chain')
    .select(['suspended', 'revoked_at_ms'])
    .where('till', '=', till)
    .where('epoch', '=', epoch)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return !suspended && revoked_at_ms === null;
}

async function isGivenOut(
  trx: Trx,
  { till, epoch, publicKey }: { readonly publicKey: string } & Pick<TillCaller, 'till' | 'epoch'>,
): Promise<boolean> {
  const chain = await trx
    .selectFrom('chain')
    .select(['public_key', 'revoked_at_ms'])
    .where('till', '=', till)
    .where('epoch', '=', epoch)
    .executeTakeFirstOrThrow();
  return chain.public_key === publicKey && chain.revoked_at_ms === null;
}
