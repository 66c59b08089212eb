import type { ReceiptTexts } from './en.ts';

export const receiptRo: ReceiptTexts = {
  placeholder: '',
};
