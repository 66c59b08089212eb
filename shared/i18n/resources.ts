import type { Language } from '../kernel/language.ts';
import { failuresEn } from './failures/en.ts';
import { failuresRo } from './failures/ro.ts';
import { failuresRu } from './failures/ru.ts';
import { loyaltyEn } from './loyalty/en.ts';
import { loyaltyRo } from './loyalty/ro.ts';
import { loyaltyRu } from './loyalty/ru.ts';
import { problemsEn } from './problems/en.ts';
import { problemsRo } from './problems/ro.ts';
import { problemsRu } from './problems/ru.ts';
import { receiptEn } from './receipt/en.ts';
import { receiptRo } from './receipt/ro.ts';
import { receiptRu } from './receipt/ru.ts';
import { termsEn } from './terms/en.ts';
import { termsRo } from './terms/ro.ts';
import { termsRu } from './terms/ru.ts';
import { uiEn } from './ui/en.ts';
import { uiRo } from './ui/ro.ts';
import { uiRu } from './ui/ru.ts';

/**
 * All texts by language and namespace: `failures` by code, `receipt` for paper, `ui` for screens, `loyalty` for both,
 * `problems` of a programme's document by code, `terms` for what hangs on the wall.
 */
export const resources = {
  en: {
    failures: failuresEn,
    loyalty: loyaltyEn,
    problems: problemsEn,
    receipt: receiptEn,
    terms: termsEn,
    ui: uiEn,
  },
  ro: {
    failures: failuresRo,
    loyalty: loyaltyRo,
    problems: problemsRo,
    receipt: receiptRo,
    terms: termsRo,
    ui: uiRo,
  },
  ru: {
    failures: failuresRu,
    loyalty: loyaltyRu,
    problems: problemsRu,
    receipt: receiptRu,
    terms: termsRu,
    ui: uiRu,
  },
} as const satisfies Record<Language, unknown>;

export const NAMESPACES = ['failures', 'loyalty', 'problems', 'receipt', 'terms', 'ui'] as const;
export type Namespace = (typeof NAMESPACES)[number];
