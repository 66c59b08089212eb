import type { Language } from '../kernel/language.ts';
import { failuresEn } from './failures/en.ts';
import { failuresRo } from './failures/ro.ts';
import { failuresRu } from './failures/ru.ts';
import { receiptEn } from './receipt/en.ts';
import { receiptRo } from './receipt/ro.ts';
import { receiptRu } from './receipt/ru.ts';
import { uiEn } from './ui/en.ts';
import { uiRo } from './ui/ro.ts';
import { uiRu } from './ui/ru.ts';

/** All texts by language and namespace: `failures` by code, `receipt` for paper, `ui` for screens. */
export const resources = {
  en: { failures: failuresEn, receipt: receiptEn, ui: uiEn },
  ro: { failures: failuresRo, receipt: receiptRo, ui: uiRo },
  ru: { failures: failuresRu, receipt: receiptRu, ui: uiRu },
} as const satisfies Record<Language, unknown>;

export const NAMESPACES = ['failures', 'receipt', 'ui'] as const;
export type Namespace = (typeof NAMESPACES)[number];
