/** `npm run quote`: what the engine says of a basket, with its reasons. */
import { formatMoney, formatQuantity } from '../shared/i18n/format.ts';
import type { Currency } from '../shared/kernel/currency.ts';
import type { Language } from '../shared/kernel/language.ts';
import { minor } from '../shared/kernel/units.ts';
import { compileProgramme } from '../shared/loyalty/compile/compile-programme.ts';
import { compute } from '../shared/loyalty/compute.ts';
import type { Outcome, PricedLine } from '../shared/loyalty/outcome/outcome.ts';
import type { Programme } from '../shared/loyalty/programme/programme.ts';
import type { Seen } from '../shared/loyalty/seen/seen.ts';
import { explanationLines } from '../shared/terms/explanation-lines.ts';
import { seenOfBasket, zBasketFile } from './files/basket-file.ts';
import { rowOfMember, zMemberFile } from './files/member-file.ts';
import { readShaped } from './files/read-json.ts';
import { readProgramme } from './files/read-programme.ts';
import { clockAt, storeClock } from './files/store-clock.ts';
import { InputError } from './input-error.ts';
import { EXIT_OK, readArguments, readLanguage, type Values } from './run-command.ts';
import { sampleReceipt } from './sample-receipt.ts';

export const QUOTE_USAGE = `npm run quote -- --programme FILE --basket FILE [--member FILE] [--at ISO] [--text ro|ru|en | --receipt ro|ru|en]

  --programme  the programme's document
  --basket     what is bought
  --member     who buys; without it, a guest
  --at         when, as the store's clock shows it (2026-11-22T18:05); without it, now
  --text       the outcome in words; without it, as JSON
  --receipt    the receipt that a till would print
`;

export function quote(args: readonly string[], nowMs: number, print: (text: string) => void): number {
  if (args.includes('--help')) {
    print(QUOTE_USAGE);
    return EXIT_OK;
  }
  const { values } = readArguments(args, ['programme', 'basket', 'member', 'at', 'text', 'receipt']);
  const programme = readProgramme(needed(values, 'programme'));
  const seen = readSeen(programme, values, nowMs);
  const compiled = compileProgramme(programme);
  const outcome = compute(compiled, seen);
  const { text, receipt } = values;
  if (receipt !== undefined)
    print(sampleReceipt({ compiled, seen, outcome, language: readLanguage(receipt) }));
  else if (text !== undefined) print(quoteText({ programme, outcome, language: readLanguage(text) }));
  else print(`${JSON.stringify(outcome, null, 2)}\n`);
  return EXIT_OK;
}

function needed(values: Values, name: string): string {
  const value = values[name];
  if (value === undefined) throw new InputError('usage', `--${name} FILE is missing.\n\n${QUOTE_USAGE}`);
  return value;
}

const USUAL_ZONE = 'Europe/Chisinau';

export function readSeen(programme: Programme, values: Values, nowMs: number): Seen {
  const { scale } = programme.point;
  const basket = readShaped(needed(values, 'basket'), zBasketFile(scale));
  const zone = basket.timeZone ?? USUAL_ZONE;
  const { member, at } = values;
  const clock = at === undefined ? clockAt(nowMs, zone) : storeClock(at, zone);
  return {
    ...seenOfBasket(basket),
    member:
      member === undefined
        ? null
        : rowOfMember(readShaped(member, zMemberFile(scale)), programme, clock.wallMs),
    clock,
  };
}

type Quoted = { readonly programme: Programme; readonly outcome: Outcome; readonly language: Language };

export function quoteText({ programme, outcome, language }: Quoted): string {
  const currency: Currency = { code: programme.currencyCode, exponent: 2 };
  const money = (value: number): string => formatMoney(minor(value), currency, language);
  const rows = outcome.lines.map((line) => [lineText(line, language), money(line.totalMinor)] as const);
  const total = ['=', money(outcome.totalMinor)] as const;
  const width = Math.max(...[...rows, total].map(([, figure]) => figure.length));
  const set = ([text, figure]: readonly [string, string]): string => `${figure.padStart(width)}  ${text}`;
  return `${[...rows.map(set), set(total), '', ...explanationLines(programme, outcome, language)].join('\n')}\n`;
}

function lineText(
  { name, quantityMilli, unit, discountMinor, giftOf }: PricedLine,
  language: Language,
): string {
  const quantity = `${formatQuantity(quantityMilli, unit, language)}${unit === 'kilogram' ? ' kg' : ''}`;
  const less = discountMinor > 0 || giftOf !== undefined ? ' *' : '';
  return `${quantity} × ${name}${less}`;
}
