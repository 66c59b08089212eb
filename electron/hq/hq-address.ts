/** Enrolment hands out secrets and every request names a till: outside this computer only HTTPS will do. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export function isSafeHqUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
}
