import type { FailureCode } from '../../kernel/failure.ts';

export const failuresEn = {
  'SCAN-UNKNOWN': 'This code is not in the price list: {{code}}. Check the label or call the manager.',
  'SCAN-CHECKSUM': 'The code was read wrong: {{code}}. Scan it once more.',
  'SCAN-LOADING': 'Goods are still being loaded: {{percent}} %. Scan it again in a moment.',
  'BASKET-EMPTY': 'The basket is empty. Scan the first item.',
  'BASKET-LIMIT': 'A basket holds {{max}} lines at most. Pay for this one and start another.',
  'BASKET-QUANTITY': 'This quantity is not possible. Pieces are whole, up to {{max}}.',
  'BASKET-LINE': 'This line is no longer in the basket.',
  'MEMBER-NOT-FOUND': 'No member with this card or phone. Check the number, or sell without it.',
  'MEMBER-INPUT': 'Enter the card number or the full phone number.',
  'MEMBER-LOADING':
    'Members are still being loaded: {{percent}} %. Try again in a few minutes, or sell without it.',
  'PAY-SHORT': 'Not enough money yet: {{short}} is missing.',
  'PAY-LIMIT': 'This amount is too large. Check the figures.',
  'SALE-MISMATCH': 'The sums have changed. Look at the basket once more and press Pay again.',
  'SALE-PROGRAMME': 'The programme has changed. The basket was computed again; press Pay once more.',
  'SALE-DONE': 'This basket is already paid. A new one is open.',
  'REDEEM-NEEDS-HQ':
    'Paper coupons that are good once cannot be used at this till yet. Take the coupon out and let the member pay with money.',
  'REDEEM-OFFLINE':
    'No connection to head office: only {{largest}} may be spent here now. Take that much, or let the member pay with money.',
  'REDEEM-SHORT': 'Head office allows {{largest}}. Take that much, or let the member pay with money.',
  'REDEEM-ELSEWHERE':
    'The rest is held for another till, which is giving it back. Now {{largest}} may be spent; try again in a minute.',
  'REDEEM-CLOCK':
    "This computer's clock is wrong, so nothing may be spent from balances until it is right. Earning goes on.",
  'REDEEM-REFUSED':
    'Head office gives this till no right to spend balances. Let the member pay with money and call the manager.',
  'REDEEM-CHANGED':
    'What may be spent has changed: now it is {{largest}}. Choose the amount again; the basket is kept.',
  'SIGN-IN-NEEDED': 'Sign in first.',
  'SHIFT-NEEDED': 'Open the shift first.',
  'PIN-WRONG': 'The PIN does not fit. Tries left: {{left}}.',
  'PIN-LOCKED': 'Too many wrong PINs. Wait {{seconds}} s or call the manager.',
  'ENROL-NEEDED': 'This till is not enrolled yet. Ask head office for a code.',
  'ENROL-CODE': 'Head office does not know this code. Check it, or ask for a new one.',
  'ENROL-EXPIRED': 'The code has expired. Ask head office for a new one.',
  'ENROL-KEYRING': 'This computer has no safe place for the key. Set up the system key store, then enrol.',
  'ENROL-DONE': 'This till is enrolled already.',
  'ENROL-OTHER-TILL':
    'That code was for another till and is used up now. Nothing has changed here. Ask head office for a code for this till.',
  'TILL-RENEWING': 'The till is getting a new key. Try again in a moment.',
  'HQ-UNREACHABLE': 'No connection to head office. Selling goes on; everything is sent later by itself.',
  'HQ-RUBBISH':
    'Head office gave an answer that cannot be read. Selling goes on; it is asked again by itself.',
  'HQ-REFUSED': 'Head office has blocked this till. Call the manager.',
  'HQ-FORK':
    'Head office knows a second history of this till. Selling goes on and nothing is lost. Ask head office for a new code.',
  'JOURNAL-DAMAGED':
    'The journal is damaged, so nothing more is written into it. Nothing that was sold is deleted.',
  'JOURNAL-FULL': 'The disk is full. Free some space; the basket is kept. Then press Pay again.',
  'JOURNAL-BUSY': 'The till is already open on this computer.',
  'DISK-LOW': 'Little disk space is left: {{free}}. Selling goes on; ask somebody to make room.',
  'DISK-CRITICAL': 'The disk is almost full: {{free}} left. Sales are still kept; free some space now.',
  'PRINTER-OFFLINE': 'The printer does not answer. Check cable and power. The receipt prints by itself.',
  'PRINTER-PAPER': 'Replace the paper. The receipt prints by itself.',
  'PRINTER-COVER': 'Close the printer cover. The receipt prints by itself.',
  'PRINTER-UNKNOWN': 'Receipt {{number}}: was it printed?',
  'CLOCK-SUSPECT': 'The clock of this computer looks wrong. Set date and time. Selling goes on.',
  'DAY-DIFFERENCES': 'Head office has other figures for this day. Call the manager; nothing is lost.',
  'DAY-UNSENT': 'Not sent yet: {{count}}. It goes out by itself.',
  'CALL-REFUSED': 'The till refused this step. Restart the till; the basket is kept.',
  'CALL-FAILED': 'This step did not work. Try once more; the basket is kept.',
} as const satisfies Record<FailureCode, string>;
