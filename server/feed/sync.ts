/** SYNC: what main itself must hold, rights to spend, HQ's time, and how far each change feed has come. */
import { MAX_RULES } from '../../shared/loyalty/programme/programme-schema.ts';
import {
  MAX_PROGRAMMES,
  MAX_STAFF,
  type SyncRequest,
  type SyncResponse,
} from '../../shared/protocol/sync.ts';
import { signDocument } from '../crypto/hq-document.ts';
import { loadPlace } from '../enrol/load-place.ts';
import type { Hq } from '../hq.ts';
import { grantRights } from '../lease/grant-rights.ts';
import { servedRights } from '../lease/served-rights.ts';
import { logTip } from '../posting/hq-log.ts';
import type { TillCaller } from '../posting/till-caller.ts';
import { latestPositions } from './change-order.ts';

export async function sync(hq: Hq, caller: TillCaller, request: SyncRequest): Promise<SyncResponse> {
  const { db, keys } = hq;
  await grantRights(hq, caller);
  const [place, programmes, staff, feeds, tip, usesInAll, rights] = await Promise.all([
    loadPlace(db, caller.till),
    newProgrammes(hq, caller, request.programmeVersion),
    staffSecrets(hq, caller),
    latestPositions(db, caller),
    logTip(db, keys.signing),
    ruleUses(hq, caller),
    servedRights(hq, caller, request.grantsAfter),
  ]);
  return {
    hqTimeMs: hq.nowMs(),
    logIndex: tip.logIndex,
    revoked: false,
    place: signDocument(keys.signing, place),
    programmes,
    staff,
    feeds,
    ...rights,
    ...(usesInAll.length > 0 ? { usesInAll } : {}),
  };
}

const ruleUses = ({ db }: Hq, { company }: TillCaller) =>
  db
    .selectFrom('rule_use')
    .select(['rule_id as ruleId', 'times'])
    .where('company_id', '=', company)
    .orderBy('rule_id')
    .limit(MAX_RULES)
    .execute();

const newProgrammes = ({ db }: Hq, { company }: TillCaller, known: number) =>
  db
    .selectFrom('programme')
    .select(['document', 'sig'])
    .where('company_id', '=', company)
    .where('version', '>', known)
    .orderBy('version')
    .limit(MAX_PROGRAMMES)
    .execute();

async function staffSecrets({ db }: Hq, { store }: TillCaller): Promise<SyncResponse['staff']> {
  const rows = await db
    .selectFrom('cashier')
    .select(['id', 'name', 'role', 'language', 'pin_hash', 'active'])
    .where('store_id', '=', store)
    .orderBy('id')
    .limit(MAX_STAFF)
    .execute();
  return rows.map(({ pin_hash, ...cashier }) => ({ ...cashier, pinHash: pin_hash }));
}
