/** One row of members as a file says it; what it leaves out stays as HQ has it. */
import type { TierId } from '../../../shared/kernel/ids.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { FieldRow } from '../columns/field.ts';
import type { Checked } from '../run/import-kind.ts';
import { readBirthday } from '../values/birthday.ts';
import { cellReader } from '../values/cell-reader.ts';
import { readCard } from '../values/code.ts';
import { readAmount } from '../values/decimal.ts';
import { readPhone } from '../values/phone.ts';
import { readSegments } from '../values/segments.ts';
import { readName } from '../values/text.ts';
import { refused, taken, type Verdict } from '../values/verdict.ts';

export type ImportedMember = {
  readonly card: string;
  readonly name?: string;
  readonly phone?: string;
  /** `MM-DD` */
  readonly birthday?: string;
  readonly spendMinor?: number;
  readonly visits?: number;
  readonly tierId?: TierId;
  readonly segments?: readonly string[];
};

export type MemberRules = {
  readonly countryCode: string;
  readonly programme: Programme;
  readonly decimals: number;
};

const MAX_SPEND_MINOR = 10 ** 13;
const MAX_VISITS = 1_000_000;

export function checkMember(
  { cells }: FieldRow,
  { countryCode, programme, decimals }: MemberRules,
): Checked<ImportedMember> {
  const { read, faults } = cellReader(cells);
  const card = readCard(cells['card'] ?? '');
  if (!card.ok) faults.push({ field: 'card', reason: card.reason });
  const row = {
    name: read('name', () => readName([cells['name'], cells['secondName']].filter(Boolean).join(' '))),
    phone: read('phone', (text) => readPhone(text, countryCode)),
    birthday: read('birthday', readBirthday),
    segments: read('segments', readSegments),
    spendMinor: read('spend', (text) => readAmount(text, { decimals, max: MAX_SPEND_MINOR })),
    visits: read('visits', (text) => readAmount(text, { decimals: 0, max: MAX_VISITS })),
    tierId: read('tier', (text) => readTier(text, programme)),
  };
  if (faults.length > 0 || !card.ok) return { ok: false, faults };
  const said = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined));
  return { ok: true, row: { card: card.value, ...said } };
}

function readTier(text: string, { tiers }: Programme): Verdict<TierId> {
  const wanted = text.toLowerCase();
  const tier = tiers.find(({ id, name }) =>
    [id, name.ro, name.ru, name.en].some((known) => known.toLowerCase() === wanted),
  );
  return tier
    ? taken(tier.id)
    : refused(`is no tier of the programme; allowed are ${tiers.map(({ id }) => id).join(', ')}`);
}
