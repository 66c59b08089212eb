/** What is chosen, asked for and refused, in the cashier's words. */
import type { UiKey } from '../../../shared/i18n/ui/en.ts';
import type { Failure } from '../../../shared/kernel/failure.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import type { NoticeContent } from '../../ui/notice-content.ts';
import { useText } from '../../ui/text.tsx';
import type { Unsettled } from '../model/needs.ts';
import type { SaleState } from '../model/sale-state.ts';
import type { Ask } from '../model/spend.ts';
import { useLoyaltyWords } from './use-loyalty-words.ts';

export type SpendWords = {
  readonly amount: (asset: Asset, amount: number) => string;
  /** "300 points", "gift card ••1234", "Free coffee". */
  readonly what: (each: Unsettled) => string;
  /** Null while HQ is being asked. */
  readonly refusal: (ask: Ask) => string | null;
};

/** A card's number is not for everybody who looks at the screen. */
export const cardEnd = (cardId: string): string => `••${cardId.slice(-4)}`;

export function useSpendWords({ programme, spend }: Pick<SaleState, 'programme' | 'spend'>): SpendWords {
  const t = useText();
  const words = useLoyaltyWords(programme);
  return {
    amount: words.amount,
    what: (each) => {
      switch (each.kind) {
        case 'giftCard':
          return t('spend.cardName', { card: cardEnd(each.cardId) });
        case 'claim': {
          const reward = programme?.rewards?.find(({ id }) => id === each.ruleId);
          return reward ? words.nameOf(reward.name) : '';
        }
        case 'coupon':
          return words.title(each.asset);
        case 'points':
          return words.amount('points', spend.points);
        case 'wallet':
          return words.amount('wallet', spend.walletMinor);
      }
    },
    refusal: ({ asset, refusal }) => {
      if (!refusal) return null;
      const amount = words.amount(asset, refusal.possible > 0 ? refusal.possible : refusal.largest);
      return t(refusalKey(refusal.code, refusal.largest), { amount });
    },
  };
}

function refusalKey(code: Failure['code'], largest: number): UiKey {
  const none = largest === 0;
  switch (code) {
    case 'REDEEM-OFFLINE':
      return none ? 'refusal.offlineNone' : 'refusal.offline';
    case 'REDEEM-SHORT':
      return none ? 'refusal.shortNone' : 'refusal.short';
    case 'REDEEM-ELSEWHERE':
      return none ? 'refusal.elsewhereNone' : 'refusal.elsewhere';
    case 'REDEEM-CHANGED':
      return none ? 'refusal.changedNone' : 'refusal.changed';
    case 'REDEEM-CLOCK':
      return 'refusal.clock';
    case 'REDEEM-REFUSED':
      return 'refusal.refused';
    default:
      return 'refusal.silent';
  }
}

/** A failure that names an amount of an asset says it as people do. */
export function useSpokenNotice(
  programme: Programme | null,
): (notice: NoticeContent | null) => NoticeContent | null {
  const { amount } = useLoyaltyWords(programme);
  return (notice) => {
    if (notice?.kind !== 'failure') return notice;
    const { code, params } = notice.failure;
    if (typeof params?.['largest'] !== 'number') return notice;
    const asset = String(params['asset'] ?? 'points') as Asset;
    const largest = amount(asset, params['largest']);
    return { ...notice, failure: { code, params: { ...params, largest } } };
  };
}
