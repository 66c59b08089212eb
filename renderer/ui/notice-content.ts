import type { UiKey } from '../../shared/i18n/ui/en.ts';
import type { Failure } from '../../shared/kernel/failure.ts';

/** A sentence for the cashier. Amounts travel as `…Minor` and are written out in the cashier's language. */
export type NoticeContent =
  /** `words` stand for the failure's own text where that would not help here. */
  | { readonly kind: 'failure'; readonly failure: Failure; readonly words?: UiKey }
  | { readonly kind: 'hint'; readonly key: UiKey; readonly params?: NonNullable<Failure['params']> };
