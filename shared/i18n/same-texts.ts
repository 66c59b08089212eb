/**
 * What a language owes to the English texts: every key, and for each key that counts something at least `_other`. Which
 * further plural forms a language needs (`_one`, `_few`, `_many`) is its own matter; a test asks Intl.PluralRules.
 */
export const PLURAL_FORMS = ['zero', 'one', 'two', 'few', 'many', 'other'] as const;
export type PluralForm = (typeof PLURAL_FORMS)[number];

/** The key that is asked for: without its plural form. */
export type BaseKey<Key> = Key extends `${infer Base}_${PluralForm}` ? Base : Key;

type CountingKey<Texts> = keyof {
  [Key in keyof Texts as Key extends `${infer Base}_other` ? Base : never]: true;
};

type PlainKey<Texts> = Exclude<BaseKey<keyof Texts>, CountingKey<Texts>>;

export type SameTexts<Texts> = {
  readonly [Key in PlainKey<Texts> & string]: string;
} & {
  readonly [Key in CountingKey<Texts> & string as `${Key}_other`]: string;
} & {
  readonly [Key in CountingKey<Texts> & string as `${Key}_${Exclude<PluralForm, 'other'>}`]?: string;
};
