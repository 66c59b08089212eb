/** Phone numbers are compared in international form: digits only, country code first, no leading zeros. */
export function internationalDigits(digits: string, countryCode: string): string {
  const bare = digits.replace(/\D/g, '');
  if (bare.startsWith('00')) return bare.slice(2);
  return bare.startsWith('0') ? `${countryCode}${bare.slice(1)}` : bare;
}

export const lastSix = (digits: string): string => digits.slice(-6);
