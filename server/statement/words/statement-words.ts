import type { Language } from '../../../shared/kernel/language.ts';
import { type StatementKey, type StatementTexts, statementEn } from './en.ts';
import { statementRo } from './ro.ts';
import { statementRu } from './ru.ts';

const texts = { ro: statementRo, ru: statementRu, en: statementEn } as const satisfies Record<
  Language,
  StatementTexts
>;

export type SayStatement = (key: StatementKey, params?: Readonly<Record<string, string | number>>) => string;

export const statementWords =
  (language: Language): SayStatement =>
  (key, params = {}) =>
    texts[language][key].replace(/\{(\w+)\}/g, (hole, name: string) => String(params[name] ?? hole));
