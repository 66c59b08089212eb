/** What this screen remembers for itself: language before anybody has signed in, light or dark. */
import { LANGUAGES, type Language } from '../../shared/kernel/language.ts';

export const APPEARANCES = ['system', 'light', 'dark'] as const;
export type Appearance = (typeof APPEARANCES)[number];

const LANGUAGE_KEY = 'puncta-language';
const APPEARANCE_KEY = 'puncta-appearance';
const FIRST_LANGUAGE: Language = 'ro';

/** Chosen here before, asked for by the address (`?lang=`), or spoken by the system. */
export function firstLanguage(address: URLSearchParams): Language {
  const wishes = [address.get('lang'), localStorage.getItem(LANGUAGE_KEY), navigator.language.slice(0, 2)];
  return wishes.flatMap((wish) => LANGUAGES.filter((each) => each === wish))[0] ?? FIRST_LANGUAGE;
}

export const rememberLanguage = (language: Language): void => localStorage.setItem(LANGUAGE_KEY, language);

export const rememberedAppearance = (): Appearance =>
  APPEARANCES.find((each) => each === localStorage.getItem(APPEARANCE_KEY)) ?? 'system';

export function rememberAppearance(appearance: Appearance): void {
  localStorage.setItem(APPEARANCE_KEY, appearance);
  showAppearance(appearance);
}

export function showAppearance(appearance: Appearance): void {
  if (appearance === 'system') delete document.documentElement.dataset.appearance;
  else document.documentElement.dataset.appearance = appearance;
}
