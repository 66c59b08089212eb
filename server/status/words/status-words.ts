import type { Language } from '../../../shared/kernel/language.ts';
import { type StatusKey, type StatusTexts, statusEn } from './en.ts';
import { statusRo } from './ro.ts';
import { statusRu } from './ru.ts';

const texts = { ro: statusRo, ru: statusRu, en: statusEn } as const satisfies Record<Language, StatusTexts>;

export type Say = (key: StatusKey, params?: Readonly<Record<string, string | number>>) => string;

export const statusWords =
  (language: Language): Say =>
  (key, params = {}) =>
    texts[language][key].replace(/\{(\w+)\}/g, (hole, name: string) => String(params[name] ?? hole));
