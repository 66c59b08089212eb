import type { PrinterProfile } from './encode/profile.ts';

/** Pulse of the cash drawer's coil: 50 ms on, 500 ms off (`ESC p m t1 t2`, in units of 2 ms). */
const ON_UNITS = 25;
const OFF_UNITS = 250;

export const drawerKickBytes = ({ drawerPin }: Pick<PrinterProfile, 'drawerPin'>): Uint8Array =>
  Uint8Array.of(0x1b, 0x70, drawerPin === 2 ? 0 : 1, ON_UNITS, OFF_UNITS);
