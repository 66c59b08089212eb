/** A company's programmes, compiled. A version never changes, so what stands on the shelf stays right. */
import type { CompanyId } from '../../shared/kernel/ids.ts';
import { compileProgramme } from '../../shared/loyalty/compile/compile-programme.ts';
import type { CompiledProgramme } from '../../shared/loyalty/compile/compiled.ts';
import { zProgramme } from '../../shared/loyalty/programme/programme-schema.ts';
import type { Db } from '../db/connect.ts';

/** A version as it is stored. */
export type StoredProgramme = {
  readonly version: number;
  readonly hash: string;
  readonly document: string;
};
export type ShelvedProgramme = { readonly hash: string; readonly compiled: CompiledProgramme };
export type Programmes = ReadonlyMap<number, ShelvedProgramme>;

/** Reads what has been published since it was last asked; feed order (FED-1) leaves nothing out. */
export function programmeReader(db: Db): (company: CompanyId) => Promise<readonly StoredProgramme[]> {
  const read = new Map<CompanyId, { last: number; readonly programmes: StoredProgramme[] }>();
  return async (company) => {
    const known = read.get(company) ?? { last: 0, programmes: [] };
    read.set(company, known);
    const rows = await db
      .selectFrom('programme')
      .select(['version', 'hash', 'document', 'change_no'])
      .where('company_id', '=', company)
      .where('change_no', '>', known.last)
      .orderBy('change_no')
      .execute();
    for (const { change_no, ...programme } of rows) {
      if (change_no <= known.last) continue;
      known.last = change_no;
      known.programmes.push(programme);
    }
    return known.programmes;
  };
}

/**
 * Puts a version on the shelf. One whose document this HQ cannot read (of an older or newer schema) stays off it: its
 * sales wait in quarantine, those of other versions do not.
 */
export function shelve(
  shelf: Map<number, ShelvedProgramme>,
  { version, document, hash }: StoredProgramme,
): void {
  if (shelf.has(version)) return;
  const parsed = zProgramme.safeParse(JSON.parse(document));
  if (parsed.success) shelf.set(version, { compiled: compileProgramme(parsed.data), hash });
}
