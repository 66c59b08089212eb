export const uiEn = {
  placeholder: '',
} as const;

/** Every language has the same keys. */
export type UiTexts = { readonly [Key in keyof typeof uiEn]: string };
