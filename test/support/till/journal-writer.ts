// A process that appends to the journal given as its argument until it is killed, and prints each durable seq.
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { systemClock } from '../../../electron/clock/clock.ts';
import { newEntryId } from '../../../electron/clock/moment.ts';
import { openJournal } from '../../../electron/journal/open-journal.ts';
import { signingKey } from '../../../electron/keys/ed25519.ts';
import { createLog } from '../../../electron/log/log.ts';
import { asBusinessDate } from '../../../shared/kernel/business-date.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import { TEST_KEY_SEED } from './journal-key.ts';

const key = signingKey(TEST_KEY_SEED);
const journal = openJournal({
  path: process.argv[2] ?? '',
  owner: { till: asId('t-1'), epoch: 1, publicKey: key.publicKey },
  key,
  moreSchemaSql: 'CREATE TABLE IF NOT EXISTS beside (seq INTEGER PRIMARY KEY) STRICT;',
  clock: systemClock,
  log: createLog((line) => console.error(line)),
  onChange: () => undefined,
});
if (!journal.ok) throw new Error(journal.failure.code);
const { db, append } = journal.value;
const beside = db.prepare('INSERT INTO beside (seq) VALUES (?)');
for (;;) {
  const wallMs = systemClock.wallMs();
  const id = newEntryId(wallMs, (count) => new Uint8Array(randomBytes(count)));
  const businessDate = asBusinessDate('2026-11-22');
  const made = append(
    { id, wallMs, businessDate, shift: null, cashier: null, body: { kind: 'TICK' } },
    ({ entry }) => {
      beside.run(entry.seq);
    },
  );
  if (!made.ok) throw new Error(made.failure.code);
  writeSync(1, `${made.value.entry.seq}\n`);
}
