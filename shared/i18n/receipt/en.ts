export const receiptEn = {
  placeholder: '',
} as const;

/** Every language has the same keys. */
export type ReceiptTexts = { readonly [Key in keyof typeof receiptEn]: string };
