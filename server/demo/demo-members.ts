/** 200 invented members, the same in every run: cards, phones, names, and where they stand. */
import { assert } from '../../shared/kernel/assert.ts';
import { asBusinessDate } from '../../shared/kernel/business-date.ts';
import { asId, type MemberId } from '../../shared/kernel/ids.ts';
import { epochMs, type Minor, minor } from '../../shared/kernel/units.ts';
import { UUID_RANDOM_BYTES, uuidV7 } from '../../shared/kernel/uuid-v7.ts';
import type { Birthday } from '../../shared/loyalty/seen/member.ts';
import { ean13CheckDigit } from '../../shared/scan/ean13.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';

export type DemoMember = {
  /** 1, 2 … */
  readonly number: number;
  readonly id: MemberId;
  readonly cardNumber: string;
  readonly name: string;
  readonly phone: string;
  readonly birthday: Birthday;
  readonly spendMinor: Minor;
  readonly visits: number;
  readonly points: number;
};

export const DEMO_MEMBERS = 200;
const MEMBER_SEED = 20_250_102;
const JOINED_MS = epochMs(Date.UTC(2025, 0, 1));

export function demoMembers(): readonly DemoMember[] {
  const random = seededRandom(MEMBER_SEED);
  return Array.from({ length: DEMO_MEMBERS }, (_, index) => demoMember(index + 1, random));
}

function demoMember(number: number, random: SeededRandom): DemoMember {
  const visits = number % 10 === 0 ? 0 : 1 + random.below(60);
  const spendMinor = minor(visits * (4_000 + random.below(21_000)));
  return {
    number,
    id: asId(uuidV7(epochMs(JOINED_MS + number * 60_000), random.bytes(UUID_RANDOM_BYTES))),
    cardNumber: cardNumber(number),
    name: random.below(3) === 0 ? russianName(random) : romanianName(random),
    phone: `3736${String(1_000_000 + random.below(9_000_000))}`,
    birthday: birthdayOf(number),
    spendMinor,
    visits,
    points: Math.floor(spendMinor / 1000) - random.below(1 + Math.floor(spendMinor / 2000)),
  };
}

const birthdayOf = (number: number): Birthday => ({
  monthDay: `${twoDigits(1 + (number % 12))}-${twoDigits(1 + ((number * 7) % 28))}`,
  knownSince: asBusinessDate('2025-01-01'),
});

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** EAN-13 under GS1's in-store prefix 29. */
export function cardNumber(number: number): string {
  assert(number > 0 && number < 10 ** 10, 'a card number has ten digits');
  const digits = `29${String(number).padStart(10, '0')}`;
  return `${digits}${ean13CheckDigit(digits)}`;
}

const romanianName = (random: SeededRandom): string =>
  `${random.pick(ROMANIAN_GIVEN)} ${random.pick(ROMANIAN_FAMILY)}`;
const russianName = (random: SeededRandom): string =>
  `${random.pick(RUSSIAN_GIVEN)} ${random.pick(RUSSIAN_FAMILY)}`;

const ROMANIAN_GIVEN = [
  'Andrei',
  'Maria',
  'Ștefan',
  'Elena',
  'Ion',
  'Doina',
  'Vasile',
  'Cristina',
  'Mihai',
  'Natalia',
  'Sergiu',
  'Tatiana',
] as const;
const ROMANIAN_FAMILY = [
  'Popa',
  'Rusu',
  'Ceban',
  'Lungu',
  'Munteanu',
  'Șalaru',
  'Cojocaru',
  'Țurcanu',
  'Botnari',
  'Ciobanu',
  'Grosu',
] as const;
const RUSSIAN_GIVEN = ['Анна', 'Сергей', 'Ольга', 'Дмитрий', 'Елена', 'Игорь', 'Юлия', 'Фёдор'] as const;
// Forms that serve women and men alike.
const RUSSIAN_FAMILY = ['Шевченко', 'Коваленко', 'Бондарь', 'Ткач', 'Мельник', 'Кравчук'] as const;
