/** Runs an import as the command does, on a database of the test, and gathers what it says. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Values } from '../../../server/commands/command.ts';
import type { Hq } from '../../../server/hq.ts';
import type { Imported } from '../../../server/import/run/run-import.ts';
import { type Kind, startImport } from '../../../server/import/start-import.ts';

export type Said = {
  /** Null where the import ended with a refusal, whose words are the last line. */
  readonly imported: Imported | null;
  readonly lines: readonly string[];
};

export async function importInto(hq: Hq, kind: Kind, file: string, values: Values = {}): Promise<Said> {
  const lines: string[] = [];
  try {
    const imported = await startImport(hq, { kind, file, values, say: (line) => lines.push(line) });
    return { imported, lines };
  } catch (fault) {
    lines.push(...(fault as Error).message.split('\n'));
    return { imported: null, lines };
  }
}

export const fixture = (name: string): string => join(import.meta.dirname, '../../fixtures/import', name);

export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'puncta-import-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file with this content, gone when the test has finished. */
export function tempFile(content: string | Uint8Array, ending = 'csv'): string {
  const file = join(tempFolder(), `${randomBytes(4).toString('hex')}.${ending}`);
  writeFileSync(file, content);
  return file;
}

export const summary = ({ lines }: Said): string =>
  lines.find((line) => /added \d+, changed/.test(line)) ?? '';

export async function goods(hq: Hq, codes: readonly string[]) {
  const rows = await hq.db.selectFrom('product').selectAll().where('code', 'in', codes).execute();
  return codes.map((code) => rows.find((row) => row.code === code));
}
