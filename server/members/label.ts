/** How a till shows a member: initials and the phone's last four digits, "A. P. •• 4521". */
import type { Identity } from './identity.ts';

const MAX_INITIALS = 3;

export function memberLabel({ name, phone }: Identity): string {
  const initials = name
    .split(/\s+/)
    .flatMap((word) => [...word].slice(0, 1))
    .slice(0, MAX_INITIALS)
    .map((letter) => `${letter.toLocaleUpperCase()}.`);
  return [...initials, ...(phone ? [`•• ${phone.slice(-4)}`] : [])].join(' ');
}
