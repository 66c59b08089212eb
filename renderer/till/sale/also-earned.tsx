import type { Outcome } from '../../../shared/loyalty/outcome/outcome.ts';
import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import { useText } from '../../ui/text.tsx';
import styles from './also-earned.module.css';
import { type LoyaltyWords, useLoyaltyWords } from './use-loyalty-words.ts';

export type AlsoFact = {
  readonly key: string;
  readonly name: string;
  readonly figure: string;
  readonly isGift: boolean;
};

/** Everything besides points that this purchase brings: first what is handed over, then amounts, cards with their progress, things given as a whole. */
export function alsoEarned(outcome: Outcome | null, words: LoyaltyWords): readonly AlsoFact[] {
  if (!outcome) return [];
  const { fired, progress } = outcome.explanation;
  const earned = new Map<OtherAsset, number>();
  for (const { effect, asset, amount, to, cardId } of outcome.effects)
    if (effect === 'EARN' && isAmount(asset) && to === undefined && cardId === undefined)
      earned.set(asset, (earned.get(asset) ?? 0) + amount);
  for (const { asset } of progress) earned.delete(asset);
  const given = fired.flatMap((each, at) => {
    const name = words.award(each);
    const isGift = each.award?.kind === 'gift';
    return name === null ? [] : [{ key: `${each.ruleId}-${at}`, name, figure: '', isGift }];
  });
  return [
    ...given.filter(({ isGift }) => isGift),
    ...[...earned].map(([asset, amount]) => ({
      key: asset,
      name: words.title(asset),
      figure: `+${words.amount(asset, amount)}`,
      isGift: false,
    })),
    ...progress.map((each) => ({
      key: each.asset,
      name: words.nameOf(each.name),
      figure: words.progress(each),
      isGift: false,
    })),
    ...given.filter(({ isGift }) => !isGift),
  ];
}

type OtherAsset = Outcome['effects'][number]['asset'];

/** Points stand above; quests have their progress; badges and vouchers are awards. */
const isAmount = (asset: OtherAsset): boolean => !/^(points|quest|badge|coupon)/.test(asset);

const SHOWN = 4;

type AlsoEarnedProps = {
  readonly outcome: Outcome | null;
  readonly programme: Programme | null;
  /** Where what is handed over is said louder beside it. */
  readonly withoutGifts?: boolean;
};

export function AlsoEarned({ outcome, programme, withoutGifts = false }: AlsoEarnedProps) {
  const t = useText();
  const all = alsoEarned(outcome, useLoyaltyWords(programme));
  const facts = withoutGifts ? all.filter(({ isGift }) => !isGift) : all;
  return (
    <ul className={styles.also} data-part="also-earned">
      {facts.slice(0, SHOWN).map(({ key, name, figure }) => (
        <li key={key} className={styles.fact}>
          {name} {figure === '' ? null : <span className={styles.figure}>{figure}</span>}
        </li>
      ))}
      {facts.length > SHOWN ? <li>{t('member.alsoMore', { count: facts.length - SHOWN })}</li> : null}
    </ul>
  );
}
