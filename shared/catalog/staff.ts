import type { CashierId } from '../kernel/ids.ts';
import type { Language } from '../kernel/language.ts';

export type Role = 'cashier' | 'manager';

/** Someone who may sign in at a till. The PIN's hash is not here: it never reaches the window. */
export type Cashier = {
  readonly id: CashierId;
  readonly name: string;
  readonly role: Role;
  readonly language: Language;
};
