/**
 * EPO-4: puts a granted renewal into effect. Every step can be done again, so a till that dies anywhere in here goes on
 * when it starts again. The identity is kept last: until then the till is the old epoch's, afterwards the new one's, and
 * never neither. Opening the journal under the new identity moves its files to their places (SEG-7).
 */
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Place } from '../../shared/catalog/place.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import { intentsToAbandon } from '../../shared/lease/intents-to-abandon.ts';
import { NO_RIGHTS } from '../../shared/lease/rights.ts';
import type { SealReason } from '../../shared/ledger/body.ts';
import { momentOf, newEntryId } from '../clock/moment.ts';
import { syncFolder } from '../files/sync-folder.ts';
import type { Journal } from '../journal/journal.ts';
import { journalPlaces } from '../journal/journal-files.ts';
import { journalPath, openJournal } from '../journal/open-journal.ts';
import { makeNextEpoch } from '../journal/segments/next-epoch.ts';
import { signingKey } from '../keys/ed25519.ts';
import type { Identity } from '../keys/identity.ts';
import { saveIdentity } from '../keys/identity-file.ts';
import type { TillOptions } from '../till/till-options.ts';
import { besideSchema } from './beside-schema.ts';
import type { GrantedRenewal, RenewalFile } from './pending-renewal.ts';
import { salvage } from './salvage.ts';

export const RENEWAL_STEPS = ['sealed', 'aside', 'made', 'identity', 'done'] as const;
export type RenewalStep = (typeof RENEWAL_STEPS)[number];

export type Renewal = {
  readonly options: Pick<TillOptions, 'userData' | 'vault' | 'clock' | 'timers' | 'random' | 'log'>;
  readonly file: RenewalFile;
  readonly granted: GrantedRenewal;
  /** The epoch that ends; null where its identity is gone. */
  readonly old: Identity | null;
  readonly place: Place;
  /** Told after each step; tests end the process there. */
  readonly onStep?: (step: RenewalStep) => void;
};

/** Fails with JOURNAL-FULL or JOURNAL-BUSY: everything is as safe as before, and it is tried again later. */
export function completeRenewal(renewal: Renewal): Result<Identity> {
  const { options, file, granted, onStep = () => undefined } = renewal;
  const { userData, vault, log } = options;
  const { identity } = granted;
  const sealed = sealOld(renewal);
  if (!sealed.ok) return sealed;
  onStep('sealed');
  if (!sealed.value.isWhole) setJournalAside(userData, granted.asideFolder);
  onStep('aside');
  const made = makeNextEpoch({
    path: journalPath(userData),
    owner: identity,
    key: signingKey(identity.seed),
    moreSchemaSql: besideSchema,
    moment: momentOf(options.clock, renewal.place.store.timeZone),
    keepsCashier: granted.keepsCashier,
    log,
  });
  if (!made.ok) return made;
  if (!sealed.value.isWhole) salvageAside(renewal);
  onStep('made');
  saveIdentity(userData, { identity, vault });
  onStep('identity');
  file.drop();
  onStep('done');
  log.info('renewal.done', { epoch: identity.epoch, carried: made.value.carried });
  return ok(identity);
}

/** The old chain ends with SEAL where it can be written. A journal that does not open is not whole. */
function sealOld(renewal: Renewal): Result<{ readonly isWhole: boolean }> {
  const { granted, old } = renewal;
  if (old === null || granted.reason === 'damage') return ok({ isWhole: false });
  const opened = openJournal(journalOptions(renewal, old));
  if (!opened.ok) return opened.failure.code === 'JOURNAL-DAMAGED' ? ok({ isWhole: false }) : opened;
  const journal = opened.value;
  const sealed = seal(renewal, { journal, reason: granted.reason });
  journal.close();
  return sealed.ok ? ok({ isWhole: true }) : sealed;
}

const journalOptions = ({ options }: Renewal, old: Identity) => ({
  path: journalPath(options.userData),
  owner: old,
  moreSchemaSql: besideSchema,
  key: signingKey(old.seed),
  clock: options.clock,
  timers: options.timers,
  log: options.log,
  onChange: () => undefined,
});

function seal(
  { options, place }: Renewal,
  { journal, reason }: { readonly journal: Journal; readonly reason: SealReason },
): Result<null> {
  const { sealed, shift, cashier, rights } = journal.state();
  if (sealed) return ok(null);
  const moment = momentOf(options.clock, place.store.timeZone);
  // R13: rights are of one epoch, and nothing of this chain can follow.
  const open = intentsToAbandon(rights ?? NO_RIGHTS, { keep: null });
  const abandons = open.map(({ intent, owner }) => ({ kind: 'ABANDON', intent, owner }) as const);
  for (const body of [...abandons, { kind: 'SEAL', reason } as const]) {
    const id = newEntryId(moment.wallMs, options.random);
    const made = journal.append({ id, shift: shift?.id ?? null, cashier, ...moment, body });
    if (!made.ok) return made;
  }
  return ok(null);
}

/** Into the next file, which counts only with the identity: done again, it is made anew from nothing. */
function salvageAside({ options: { userData, log }, granted }: Renewal): void {
  const { live, next } = journalPlaces(journalPath(userData));
  const from = join(userData, granted.asideFolder, basename(live));
  if (!existsSync(from)) return;
  try {
    log.info('renewal.salvaged', salvage({ from, into: next }));
  } catch (cause) {
    log.error('renewal.salvage', cause);
  }
}

/** As it was found, with its log: neither ever stays behind alone. */
export function setJournalAside(userData: string, folderName: string): void {
  const { live, tip } = journalPlaces(journalPath(userData));
  const found = [live, `${live}-wal`, `${live}-shm`, `${live}-journal`, tip].filter((path) =>
    existsSync(path),
  );
  if (found.length === 0) return;
  const folder = join(userData, folderName);
  mkdirSync(folder, { recursive: true });
  for (const path of found) renameSync(path, join(folder, basename(path)));
  syncFolder(folder);
  syncFolder(userData);
}
