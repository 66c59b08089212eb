import type { Language } from '../kernel/language.ts';
import { failuresEn } from './failures/en.ts';
import { failuresRo } from './failures/ro.ts';
import { failuresRu } from './failures/ru.ts';
import { loyaltyEn } from './loyalty/en.ts';
import { loyaltyRo } from './loyalty/ro.ts';
import { loyaltyRu } from './loyalty/ru.ts';
import { receiptEn } from './receipt/en.ts';
import { receiptRo } from './receipt/ro.ts';
import { receiptRu } from './receipt/ru.ts';
import { uiEn } from './ui/en.ts';
import { uiRo } from './ui/ro.ts';
import { uiRu } from './ui/ru.ts';

/** All texts by language and namespace: `failures` by code, `loyalty` for both, `receipt` for paper, `ui` for screens. */
export const resources = {
  en: { failures: failuresEn, loyalty: loyaltyEn, receipt: receiptEn, ui: uiEn },
  ro: { failures: failuresRo, loyalty: loyaltyRo, receipt: receiptRo, ui: uiRo },
  ru: { failures: failuresRu, loyalty: loyaltyRu, receipt: receiptRu, ui: uiRu },
} as const satisfies Record<Language, unknown>;

export const NAMESPACES = ['failures', 'loyalty', 'receipt', 'ui'] as const;
export type Namespace = (typeof NAMESPACES)[number];
