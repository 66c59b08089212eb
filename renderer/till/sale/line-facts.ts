/** What the engine says of each line, as plain values: a line is drawn again only when one of its own has changed. */
import type { UiKey } from '../../../shared/i18n/ui/en.ts';
import type { Localized } from '../../../shared/kernel/language.ts';
import type { Minor } from '../../../shared/kernel/units.ts';
import type { LineCut, Outcome } from '../../../shared/loyalty/outcome/outcome.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';

export type LineFacts = {
  readonly grossMinor: Minor;
  readonly totalMinor: Minor;
  /** Each discount with its amount and its reason, one to a line; empty where the shelf price stands. */
  readonly reasons: string;
  readonly isGift: boolean;
};

type Say = {
  readonly t: (key: UiKey, params?: Readonly<Record<string, string>>) => string;
  readonly money: (value: Minor) => string;
  readonly name: (text: Localized) => string;
  readonly paidWithPoints: string;
};

export function lineFacts(
  programme: Programme | null,
  outcome: Outcome | null,
  { t, money, name, paidWithPoints }: Say,
): ReadonlyMap<number, LineFacts> {
  const nameOf = (ruleId: LineCut['ruleId']): string => {
    if (ruleId === 'redemption') return paidWithPoints;
    const rule = [...(programme?.rules ?? []), ...(programme?.rewards ?? [])].find(({ id }) => id === ruleId);
    return rule ? name(rule.name) : '';
  };
  const refused = new Set(outcome?.refusals.flatMap((each) => (each.kind === 'gift' ? [each.n] : [])));
  const facts = (outcome?.lines ?? []).map((line): readonly [number, LineFacts] => {
    const isGift = line.giftOf !== undefined;
    const cuts = line.cuts.map(({ ruleId, amountMinor }) =>
      isGift && ruleId === line.giftOf
        ? t('sale.gift', { name: nameOf(ruleId) })
        : t('sale.cut', { amount: money(amountMinor), name: nameOf(ruleId) }),
    );
    const reasons = [...cuts, ...(refused.has(line.n) ? [t('sale.giftRefused')] : [])].join('\n');
    return [line.n, { grossMinor: line.grossMinor, totalMinor: line.totalMinor, reasons, isGift }];
  });
  return new Map(facts);
}
