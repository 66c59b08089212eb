/** What belongs to one entry, beside it in the same file: its place in the index of ids, its effects, HQ's word. */
import type { DatabaseSync } from 'node:sqlite';
import type { EntryBody } from '../../../shared/ledger/body.ts';
import type { EntryHead } from '../../../shared/ledger/entry.ts';
import { parsedJson } from '../../files/parsed-json.ts';
import { besideRows } from '../beside-rows.ts';
import { rowGuard } from '../row-guard.ts';
import { type ChainDamage, type EntryRow, foldedBody } from '../verify-chain.ts';

export function besideEntry(db: DatabaseSync): (row: EntryRow) => ChainDamage | null {
  const seqOf = db.prepare('SELECT seq FROM entry WHERE id = ?');
  const effects = db.prepare(
    'SELECT n, member, effect, asset, amount FROM own_effect WHERE seq = ? ORDER BY n',
  );
  const byMember = db.prepare(
    'SELECT 1 FROM own_effect INDEXED BY own_effect_member WHERE member = ? AND seq = ? AND n = ?',
  );
  const acknowledged = db.prepare('SELECT log_index AS logIndex, guard FROM acknowledgement WHERE seq = ?');

  function effectsFit(head: EntryHead, body: EntryBody | null): boolean {
    const rows = effects.all(head.seq);
    const made = besideRows(head, body);
    return (
      rows.length === made.length &&
      made.every(({ n, member, effect, asset, amount }, index) => {
        const row = rows[index];
        const same = [row?.['n'], row?.['member'], row?.['effect'], row?.['asset'], row?.['amount']];
        return (
          [n, member, effect, asset, amount].every((value, at) => value === same[at]) &&
          byMember.get(member, head.seq, n) !== undefined
        );
      })
    );
  }

  return (row) => {
    if (seqOf.get(row.id)?.['seq'] !== row.seq) return { seq: row.seq, what: 'index of ids' };
    const head = parsedJson(row.head) as EntryHead | undefined;
    if (head === undefined || !effectsFit(head, foldedBody(row))) return { seq: row.seq, what: 'effects' };
    const ack = acknowledged.get(row.seq) as { logIndex: number; guard: string } | undefined;
    return ack === undefined || ack.guard === rowGuard(row.id, ack.logIndex)
      ? null
      : { seq: row.seq, what: 'acknowledgement' };
  };
}
