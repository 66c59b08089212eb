/** Every call and event between window and main. The preload exposes exactly these; nothing else gets through. */
export const CALL_NAMES = [
  'till.status',
  'till.enrol',
  'cashier.signIn',
  'cashier.signOut',
  'shift.open',
  'shift.close',
  'day.close',
  'basket.load',
  'basket.save',
  'member.phoneKeys',
  'member.ownEffects',
  'sale.usage',
  'rights.held',
  'rights.acquire',
  'rights.abandon',
  'sale.commit',
  'journal.entries',
  'journal.receipt',
  'receipt.copy',
  'spool.jobs',
  'spool.resolve',
  'reference.pull',
  'deviceLog.upload',
] as const;
export type CallName = (typeof CALL_NAMES)[number];

export const EVENT_NAMES = ['status', 'journal', 'feeds', 'spool', 'rights'] as const;
export type EventName = (typeof EVENT_NAMES)[number];

export const callChannel = (name: CallName): string => `puncta:call:${name}`;
export const eventChannel = (name: EventName): string => `puncta:event:${name}`;
