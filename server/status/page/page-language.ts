import { LANGUAGES, type Language } from '../../../shared/kernel/language.ts';

const MAX_HEADER_CHARS = 500;
const DEFAULT: Language = 'ro';

/** What the address asks for, else what the browser prefers, else Romanian. */
export function pageLanguage(asked: unknown, acceptLanguage: string | undefined): Language {
  const wanted = LANGUAGES.find((each) => each === asked);
  if (wanted) return wanted;
  return (
    preferences(acceptLanguage ?? '').find((each): each is Language =>
      LANGUAGES.some((language) => language === each),
    ) ?? DEFAULT
  );
}

/** Primary languages, the most wanted first. */
const preferences = (header: string): readonly string[] =>
  header
    .slice(0, MAX_HEADER_CHARS)
    .split(',')
    .map((item) => {
      const [tag = '', ...params] = item.trim().toLowerCase().split(';');
      const weight = params.map((each) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(each)?.[1]).find(Boolean);
      return { language: tag.split('-')[0] ?? '', weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ language }) => language);
