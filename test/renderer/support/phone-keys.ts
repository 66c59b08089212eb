const KEY = new Uint8Array(32).fill(7);

/** The two hashes under a fixed key, as main makes them. */
export async function phoneKeysOf(
  digits: string,
): Promise<{ readonly phoneHmac: string; readonly phoneLast6Hmac: string }> {
  const key = await crypto.subtle.importKey('raw', KEY, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const hex = async (text: string): Promise<string> => {
    const signed = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(text));
    return [...new Uint8Array(signed)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  };
  return { phoneHmac: await hex(`phone:${digits}`), phoneLast6Hmac: await hex(`last6:${digits.slice(-6)}`) };
}
