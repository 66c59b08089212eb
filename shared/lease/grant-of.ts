import type { SignedText } from '../ledger/body.ts';
import { zLeaseGrant } from './grant-schema.ts';
import type { LeaseGrant } from './lease.ts';

/** What a grant's text says; null for a text that is none. Whether HQ has signed it is the caller's question. */
export function grantOf({ document }: Pick<SignedText, 'document'>): LeaseGrant | null {
  try {
    const parsed = zLeaseGrant.safeParse(JSON.parse(document));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
