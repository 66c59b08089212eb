/** What members own and miss, in the cashier's words. */
import {
  assetAmount,
  assetTitle,
  type LoyaltyMeasures,
  loyaltyText,
  progressText,
  quantityText,
  tierDistance,
} from '../../../shared/i18n/loyalty-words.ts';
import type { Localized } from '../../../shared/kernel/language.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import type {
  FiredRule,
  MissedRule,
  NextTier,
  Progress,
} from '../../../shared/loyalty/outcome/explanation.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import { assetName } from '../../../shared/receipt/asset-names.ts';
import { type Figures, useFigures } from '../../ui/text.tsx';

export type LoyaltyWords = {
  readonly amount: (asset: Asset, amount: number) => string;
  readonly title: (asset: Asset) => string;
  readonly nameOf: (text: Localized) => string;
  readonly progress: (progress: Progress) => string;
  readonly tierDistance: (next: NextTier) => string;
  /** "48,00 lei more: Weekend", "Six waters: another offer saves more". */
  readonly missed: (missed: MissedRule) => string;
  /** A voucher, a badge, a gift or a privilege in words; null for what is an amount. */
  readonly award: (fired: FiredRule) => string | null;
};

export function useLoyaltyWords(programme: Programme | null): LoyaltyWords {
  return loyaltyWords(programme, useFigures());
}

function loyaltyWords(programme: Programme | null, figures: Figures): LoyaltyWords {
  const { language, currency, name } = figures;
  const point = programme?.point;
  const measures: LoyaltyMeasures = { language, currency, scale: point?.scale ?? 1, pointName: point?.name };
  const named = (asset: Asset) => (programme ? assetName(programme, asset) : null);
  return {
    amount: (asset, amount) => assetAmount(asset, amount, measures),
    title: (asset) => named(asset)?.[language] ?? assetTitle(asset, language),
    nameOf: name,
    progress: (progress) => progressText(progress, measures),
    tierDistance: ({ measure, short }) => tierDistance(measure, short, measures),
    missed: ({ name: rule, reason }) => {
      switch (reason.kind) {
        case 'sumTooSmall':
          return short(figures.moneyWithUnit(reason.shortMinor));
        case 'quantityTooSmall':
          return short(quantityText(reason.shortMilli, language));
        default:
          return loyaltyText(language, `miss.${reason.kind}`, { name: name(rule) });
      }
      function short(amount: string): string {
        return loyaltyText(language, 'miss.short', { amount, name: name(rule) });
      }
    },
    award: ({ award, name: rule }) => {
      switch (award?.kind) {
        case 'coupon':
          return loyaltyText(language, 'award.coupon', {
            name: name(named(`coupon:${award.couponId}`) ?? rule),
          });
        case 'badge':
        case 'gift':
          return loyaltyText(language, `award.${award.kind}`, { name: name(award.name) });
        case 'privilege':
          return name(award.text);
        default:
          return null;
      }
    },
  };
}
