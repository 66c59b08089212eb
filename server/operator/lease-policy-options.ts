/** What a store's lease policy can be told at the command line, read into the policy that stands. */
import type { ParseArgsOptionsConfig } from 'node:util';
import { DEFAULT_LEASE_POLICY, type LeasePolicy } from '../../shared/lease/lease-policy.ts';
import type { Asset } from '../../shared/loyalty/asset.ts';
import type { Values } from '../commands/command.ts';
import { text } from '../commands/common-options.ts';
import type { Units } from '../status/hq-status.ts';
import { readAmount } from './read-amount.ts';
import { refused } from './refused.ts';

const HOUR_MS = 3_600_000;
const MAX_LIFE_HOURS = 30 * 24;
const MAX_GRACE_HOURS = 90 * 24;
const MAX_INTENT_MINUTES = 60;
const MAX_VISITED_DAYS = 3660;
const BPS_PER_PERCENT = 100;

export const policyOptions = {
  on: { type: 'boolean' },
  off: { type: 'boolean' },
  default: { type: 'boolean' },
  share: { type: 'string' },
  'cap-points': { type: 'string' },
  'cap-wallet': { type: 'string' },
  'least-points': { type: 'string' },
  'least-wallet': { type: 'string' },
  'life-hours': { type: 'string' },
  'intent-minutes': { type: 'string' },
  'grace-hours': { type: 'string' },
  'visited-days': { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

export const policyHelp = [
  '--on, --off      whether anything may be spent there without a connection; off asks for everything back',
  '--default        what holds for a store of which nothing was said',
  '--share N        percent of what is available, 1 to 100',
  '--cap-points N   never more points than this on one till, or none',
  '--cap-wallet N   never more money than this on one till, or none',
  '--least-points N fewer points are not worth a lease',
  '--least-wallet N less money is not worth a lease',
  `--life-hours N   how long a lease lives, 1 to ${MAX_LIFE_HOURS}`,
  `--intent-minutes N  how long one that a sale asked for lives, 1 to ${MAX_INTENT_MINUTES}`,
  `--grace-hours N  how long after its end a lease is frozen when the till says nothing, 0 to ${MAX_GRACE_HOURS}`,
  `--visited-days N members who came within so many days, 1 to ${MAX_VISITED_DAYS}`,
];

/** Null when nothing was asked for but to see it. */
export function changedPolicy(values: Values, before: LeasePolicy, units: Units): LeasePolicy | null {
  const given = Object.keys(policyOptions).filter((name) => values[name] !== undefined);
  if (given.length === 0) return null;
  const [on, off] = [values['on'] === true, values['off'] === true];
  if ((on && off) || (values['default'] === true && given.length > 1))
    throw refused('POLICY-CONFLICT', `--${given.join(' and --')} contradict each other.`);
  if (values['default'] === true) return DEFAULT_LEASE_POLICY;
  const hours = (name: Name, least: number, most: number, now: number): number =>
    wholeIn(values, name, { least, most, now: now / HOUR_MS }) * HOUR_MS;
  const share = wholeIn(values, 'share', { least: 1, most: 100, now: before.shareBps / BPS_PER_PERCENT });
  return {
    enabled: on || (!off && before.enabled),
    shareBps: Math.round(share * BPS_PER_PERCENT),
    capPoints: cap(values, 'cap-points', { asset: 'points', now: before.capPoints, units }),
    capWalletMinor: cap(values, 'cap-wallet', { asset: 'wallet', now: before.capWalletMinor, units }),
    leastPoints: amountIn(values, 'least-points', { asset: 'points', units }) ?? before.leastPoints,
    leastWalletMinor: amountIn(values, 'least-wallet', { asset: 'wallet', units }) ?? before.leastWalletMinor,
    lifeMs: hours('life-hours', 1, MAX_LIFE_HOURS, before.lifeMs),
    intentLifeMs:
      (wholeIn(values, 'intent-minutes', {
        least: 1,
        most: MAX_INTENT_MINUTES,
        now: (before.intentLifeMs / HOUR_MS) * 60,
      }) *
        HOUR_MS) /
      60,
    graceMs: hours('grace-hours', 0, MAX_GRACE_HOURS, before.graceMs),
    visitedWithinDays: wholeIn(values, 'visited-days', {
      least: 1,
      most: MAX_VISITED_DAYS,
      now: before.visitedWithinDays,
    }),
  };
}

type Name = keyof typeof policyOptions;

function wholeIn(
  values: Values,
  name: Name,
  { least, most, now }: { readonly least: number; readonly most: number; readonly now: number },
): number {
  const given = text(values, name);
  if (given === undefined) return now;
  const number = /^\d{1,6}$/.test(given) ? Number(given) : Number.NaN;
  if (!(number >= least && number <= most))
    throw refused('POLICY-VALUE', `--${name} takes a whole number from ${least} to ${most}, not "${given}".`);
  return number;
}

type Unit = { readonly asset: Asset; readonly units: Units };

function cap(
  values: Values,
  name: Name,
  { now, ...unit }: Unit & { readonly now: number | null },
): number | null {
  if (text(values, name) === 'none') return null;
  return amountIn(values, name, unit) ?? now;
}

function amountIn(values: Values, name: Name, { asset, units }: Unit): number | null {
  const given = text(values, name);
  if (given === undefined) return null;
  const amount = readAmount(given, asset, units);
  if (amount === null || amount < 0)
    throw refused('POLICY-VALUE', `--${name} takes an amount above 0, not "${given}".`);
  return amount;
}
