/** Compiled programmes by company and version. A version never changes, so what is on the shelf stays right. */
import { assert } from '../../shared/kernel/assert.ts';
import type { CompanyId } from '../../shared/kernel/ids.ts';
import { type CompiledProgramme, compileProgramme } from '../../shared/loyalty/compile-programme.ts';
import { zProgramme } from '../../shared/loyalty/programme-schema.ts';
import type { Db } from '../db/connect.ts';

export type ShelvedProgramme = { readonly compiled: CompiledProgramme; readonly hash: string };
export type ProgrammeShelf = Map<string, ShelvedProgramme>;

const MAX_SHELVED = 1000;

/** Those of the versions that the company has; a version nobody made is simply missing. */
export async function programmesOf(
  { db, programmes: shelf }: { readonly db: Db; readonly programmes: ProgrammeShelf },
  company: CompanyId,
  versions: ReadonlySet<number>,
): Promise<ReadonlyMap<number, ShelvedProgramme>> {
  const key = (version: number): string => `${company}/${version}`;
  const missing = [...versions].filter((version) => !shelf.has(key(version)));
  if (missing.length > 0) {
    const rows = await db
      .selectFrom('programme')
      .select(['version', 'document', 'hash'])
      .where('company_id', '=', company)
      .where('version', 'in', missing)
      .execute();
    if (shelf.size + rows.length > MAX_SHELVED) shelf.clear();
    for (const row of rows) shelf.set(key(row.version), shelve(row));
  }
  const found = [...versions].flatMap((version) => {
    const shelved = shelf.get(key(version));
    return shelved ? [[version, shelved] as const] : [];
  });
  return new Map(found);
}

function shelve({ document, hash }: { document: string; hash: string }): ShelvedProgramme {
  const parsed = zProgramme.safeParse(JSON.parse(document));
  assert(parsed.success, 'a stored programme is a programme');
  return { compiled: compileProgramme(parsed.data), hash };
}
