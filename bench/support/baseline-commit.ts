/** What no till can do without: one Ed25519 signature and one durable SQLite commit, of an entry's own bytes. */
import { DatabaseSync } from 'node:sqlite';
import { JOURNAL_PRAGMAS } from '../../electron/journal/journal-schema.ts';
import { sha256Hex } from '../../electron/keys/digest.ts';
import { signingKey } from '../../electron/keys/ed25519.ts';
import type { Session } from '../../electron/till/session.ts';
import type { WireEntry } from '../../shared/protocol/push.ts';

export function baselineCommit(path: string, { identity }: Session): (entry: WireEntry) => void {
  const key = signingKey(identity.seed);
  const db = new DatabaseSync(path);
  db.exec(`${JOURNAL_PRAGMAS} CREATE TABLE entry (head TEXT, sig TEXT, body TEXT) STRICT;`);
  const insert = db.prepare('INSERT INTO entry (head, sig, body) VALUES (?, ?, ?)');
  return ({ head, body }) => {
    insert.run(head, key.signHash(sha256Hex(head)), body);
  };
}
