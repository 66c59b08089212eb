/** Opens what an enrolled till works on: its journal with the spool in it, and the cache. */
import type { Place } from '../../shared/catalog/place.ts';
import { failure } from '../../shared/kernel/failure.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { type CacheFile, cachePath, openCache } from '../cache/cache-file.ts';
import { createReference } from '../cache/reference.ts';
import { createHeard } from '../clock/heard.ts';
import { entryFrame } from '../journal/entry-frame.ts';
import type { Journal } from '../journal/journal.ts';
import { journalPath, openJournal } from '../journal/open-journal.ts';
import { entryReader } from '../journal/read-entries.ts';
import { sqliteFault } from '../journal/sqlite-fault.ts';
import { signingKey } from '../keys/ed25519.ts';
import type { Identity } from '../keys/identity.ts';
import { abandonOthers } from '../lease/end-intents.ts';
import { grantsPath } from '../lease/grant-file.ts';
import { openGrants } from '../lease/grants.ts';
import { createSpool } from '../printer/spool.ts';
import type { Spool } from '../printer/spool-port.ts';
import { besideSchema } from '../recovery/beside-schema.ts';
import { withSavedReceipts } from '../recovery/saved-receipts.ts';
import { renderJob } from '../sale/receipt-view.ts';
import type { Desk } from './desk.ts';
import type { TillOptions } from './till-options.ts';

export type OpenDesk = { readonly desk: Desk; readonly spool: Spool; readonly close: () => void };

export type DeskFacts = {
  readonly options: TillOptions;
  readonly identity: Identity;
  readonly certifiedPlace: Place;
  readonly makeRoom: () => boolean;
  readonly boots: boolean;
  readonly onJournal: () => void;
  readonly onChange: () => void;
};

/** Fails as `openJournal` does; the first entry of a run, BOOT, is part of opening. */
export function openDesk(facts: DeskFacts): Result<OpenDesk> {
  const { options, identity, makeRoom, onJournal } = facts;
  const { userData, clock, timers, log } = options;
  const journal = openJournal({
    path: journalPath(userData),
    owner: identity,
    moreSchemaSql: besideSchema,
    key: signingKey(identity.seed),
    clock,
    timers,
    log,
    makeRoom,
    onChange: onJournal,
  });
  if (!journal.ok) return journal;
  const cache = openedCache(options);
  if (!cache.ok) {
    journal.value.close();
    return cache;
  }
  const opened = assemble(facts, { journal: journal.value, cache: cache.value });
  const booted = begin(facts, opened.desk);
  if (booted.ok) return ok(opened);
  opened.close();
  return booted;
}

function openedCache({ userData, log }: TillOptions): Result<CacheFile> {
  try {
    return ok(openCache(cachePath(userData), log));
  } catch (cause) {
    log.error('cache.refused', cause);
    return fail(failure(sqliteFault(cause) === 'full' ? 'JOURNAL-FULL' : 'CALL-FAILED'));
  }
}

function assemble(facts: DeskFacts, files: { journal: Journal; cache: CacheFile }): OpenDesk {
  const { options, identity, certifiedPlace, onChange } = facts;
  const { clock, random, log, printerUrl } = options;
  const { journal, cache } = files;
  const entries = withSavedReceipts(entryReader(journal), journal.db);
  const spool = createSpool({
    db: journal.db,
    renderJob: (job) => renderJob(entries, job),
    printerUrl,
    now: clock.wallMs,
    onChange,
  });
  const { till, epoch, hqPublicKey } = identity;
  const reference = createReference({ cache, hqPublicKey, certifiedPlace, log });
  const path = grantsPath(options.userData);
  const grants = openGrants({ path, holder: { till, epoch }, hqPublicKey, log });
  const enqueue: Desk['enqueue'] = (job) => void spool.enqueueInTransaction(job);
  return {
    desk: { journal, entries, reference, grants, clock, heard: createHeard(), random, enqueue },
    spool,
    close: () => {
      journal.close();
      cache.close();
      grants.close();
    },
  };
}

/** R13: what was asked for before is given up before anything else is written; nothing of it is remembered here. */
function begin({ boots, options }: DeskFacts, desk: Desk): Result<null> {
  const abandoned = desk.journal.state().sealed ? ok([]) : abandonOthers(desk, null);
  if (!abandoned.ok) return abandoned;
  return boots ? appendBoot(desk, options.appVersion) : ok(null);
}

/** Whoever was signed in before is not any more; without this entry nobody may work here. */
function appendBoot(desk: Desk, appVersion: string): Result<null> {
  const storeId = desk.reference.place().store.id;
  const made = desk.journal.append({
    ...entryFrame(desk),
    cashier: null,
    body: { kind: 'BOOT', appVersion, storeId },
  });
  return made.ok ? ok(null) : made;
}
