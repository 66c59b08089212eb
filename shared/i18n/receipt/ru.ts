import type { ReceiptTexts } from './en.ts';

export const receiptRu: ReceiptTexts = {
  placeholder: '',
};
