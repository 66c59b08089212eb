/**
 * What main itself must hold to sign and to check PINs: HQ's signed place and programmes, and the staff. Programmes are
 * compiled once. A document whose signature or shape does not hold is never used.
 */
import { z } from 'zod';
import type { Place } from '../../shared/catalog/place.ts';
import type { BusinessDate } from '../../shared/kernel/business-date.ts';
import { failure } from '../../shared/kernel/failure.ts';
import type { CashierId, RuleId } from '../../shared/kernel/ids.ts';
import { fail, ok, type Result } from '../../shared/kernel/result.ts';
import { zId } from '../../shared/kernel/schema.ts';
import { compileProgramme } from '../../shared/loyalty/compile/compile-programme.ts';
import type { CompiledProgramme } from '../../shared/loyalty/compile/compiled.ts';
import type { Programme } from '../../shared/loyalty/programme/programme.ts';
import { MAX_RULES, zProgramme } from '../../shared/loyalty/programme/programme-schema.ts';
import type { RuleUses } from '../../shared/loyalty/seen/member.ts';
import { zPlace } from '../../shared/protocol/place-schema.ts';
import { type SignedDocument, zSignedDocument } from '../../shared/protocol/signed.ts';
import { MAX_STAFF, type StaffSecret, zStaffSecret } from '../../shared/protocol/sync.ts';
import { parsedJson } from '../files/parsed-json.ts';
import { documentHash, readHqDocument } from '../keys/hq-document.ts';
import type { Log } from '../log/log.ts';
import type { CacheFile } from './cache-file.ts';

export type HeldProgramme = { readonly compiled: CompiledProgramme; readonly hash: string };

export type ReferenceNews = {
  readonly place: SignedDocument;
  readonly programmes: readonly SignedDocument[];
  readonly staff: readonly StaffSecret[];
  readonly usesInAll?: readonly RuleUses[];
};

export type Reference = {
  readonly place: () => Place;
  readonly programme: (version: number) => HeldProgramme | null;
  /** The newest programme that holds on this date. */
  readonly programmeOn: (date: BusinessDate) => HeldProgramme | null;
  /** The newest version held, 0 for none: what SYNC asks onwards from. */
  readonly newestVersion: () => number;
  /** Uses of limited rules by everybody, as HQ last told. */
  readonly usesInAll: () => ReadonlyMap<string, number>;
  readonly staffMember: (id: CashierId) => StaffSecret | null;
  /** Takes HQ's news whole, or nothing of it (HQ-RUBBISH). */
  readonly take: (news: ReferenceNews) => Result<null>;
};

const zStaff = z.array(zStaffSecret).max(MAX_STAFF);
const zUses = z.array(z.strictObject({ ruleId: zId<RuleId>(), times: z.int().min(0) })).max(MAX_RULES);
const PROGRAMME_PREFIX = 'programme:';
const VERSION_DIGITS = 10;

export type ReferenceOptions = {
  readonly cache: CacheFile;
  readonly hqPublicKey: string;
  /** As certified at enrolment: used until HQ has sent a newer one. */
  readonly certifiedPlace: Place;
  readonly log: Log;
};

export function createReference(options: ReferenceOptions): Reference {
  const { cache, hqPublicKey, certifiedPlace, log } = options;
  const programmes = new Map<number, HeldProgramme>();
  let place = certifiedPlace;
  let staff: readonly StaffSecret[] = [];
  let usesInAll: ReadonlyMap<string, number> = new Map();

  const readPlace = (signed: SignedDocument): Result<Place> => {
    const read = readHqDocument(signed, { hqPublicKey, schema: zPlace });
    return !read.ok || read.value.till.id === certifiedPlace.till.id ? read : fail(failure('HQ-RUBBISH'));
  };
  const readProgramme = (signed: SignedDocument): Result<Programme> =>
    readHqDocument(signed, { hqPublicKey, schema: zProgramme });
  const hold = (programme: Programme, { document }: SignedDocument): void => {
    programmes.set(programme.version, {
      compiled: compileProgramme(programme),
      hash: documentHash(document),
    });
  };

  function load(): void {
    for (const text of cache.readAll(PROGRAMME_PREFIX)) {
      const signed = stored(zSignedDocument, text);
      const read = signed && readProgramme(signed);
      if (signed && read?.ok) hold(read.value, signed);
      else log.error('cache.programme', 'a kept programme does not verify');
    }
    const signedPlace = stored(zSignedDocument, cache.read('place'));
    const readBack = signedPlace && readPlace(signedPlace);
    if (readBack?.ok) place = readBack.value;
    staff = stored(zStaff, cache.read('staff')) ?? [];
    usesInAll = usesByRule(stored(zUses, cache.read('uses')) ?? []);
  }

  function take(news: ReferenceNews): Result<null> {
    const newPlace = readPlace(news.place);
    if (!newPlace.ok) return newPlace;
    const read = news.programmes.map((signed) => ({ signed, programme: readProgramme(signed) }));
    if (read.some(({ programme }) => !programme.ok)) return fail(failure('HQ-RUBBISH'));
    cache.write([
      ['place', JSON.stringify(news.place)],
      ['staff', JSON.stringify(news.staff)],
      ['uses', JSON.stringify(news.usesInAll ?? [])],
      ...read.flatMap(({ signed, programme }) =>
        programme.ok ? [[programmeKey(programme.value.version), JSON.stringify(signed)] as const] : [],
      ),
    ]);
    place = newPlace.value;
    staff = news.staff;
    usesInAll = usesByRule(news.usesInAll ?? []);
    for (const { signed, programme } of read) if (programme.ok) hold(programme.value, signed);
    return ok(null);
  }

  load();
  return {
    place: () => place,
    programme: (version) => programmes.get(version) ?? null,
    programmeOn: (date) => newestOn(programmes, date),
    newestVersion: () => Math.max(0, ...programmes.keys()),
    usesInAll: () => usesInAll,
    staffMember: (id) => staff.find((each) => each.id === id) ?? null,
    take,
  };
}

const usesByRule = (uses: readonly RuleUses[]): ReadonlyMap<string, number> =>
  new Map(uses.map(({ ruleId, times }) => [ruleId, times]));

export const isEffective = ({ effectiveFrom, effectiveTo }: Programme, date: BusinessDate): boolean =>
  effectiveFrom <= date && (effectiveTo === null || date <= effectiveTo);

function newestOn(programmes: ReadonlyMap<number, HeldProgramme>, date: BusinessDate): HeldProgramme | null {
  const holding = [...programmes.values()].filter(({ compiled }) => isEffective(compiled.programme, date));
  return holding.sort((a, b) => b.compiled.programme.version - a.compiled.programme.version)[0] ?? null;
}

const programmeKey = (version: number): string =>
  `${PROGRAMME_PREFIX}${String(version).padStart(VERSION_DIGITS, '0')}`;

function stored<T>(schema: z.ZodType<T>, text: string | null): T | null {
  if (text === null) return null;
  const parsed = schema.safeParse(parsedJson(text));
  return parsed.success ? parsed.data : null;
}
