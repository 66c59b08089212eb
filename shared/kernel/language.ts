export const LANGUAGES = ['ro', 'ru', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text that people read, in every language the shop speaks. */
export type Localized = { readonly [L in Language]: string };
