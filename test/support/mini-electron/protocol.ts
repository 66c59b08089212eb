// Chromium, driven from outside, knows no schemes but its own. A scheme of the app is therefore served from
// `https://HOST.SCHEME.mini.test` (answered before any name look-up): a secure origin of its own, with its own
// IndexedDB. The main process sees the app's scheme everywhere; the page sees the https address.
type Handler = (request: Request) => Response | Promise<Response>;
type CustomScheme = { readonly scheme: string; readonly privileges?: object };

const standInSuffix = 'mini.test';
const schemes = new Map<string, Handler | undefined>();

export const protocol = {
  registerSchemesAsPrivileged(customSchemes: readonly CustomScheme[]): void {
    for (const { scheme } of customSchemes) schemes.set(scheme, undefined);
  },
  handle(scheme: string, handler: Handler): void {
    if (schemes.get(scheme)) throw new Error(`The scheme ${scheme} has already been handled`);
    schemes.set(scheme, handler);
  },
  unhandle(scheme: string): void {
    schemes.set(scheme, undefined);
  },
  isProtocolHandled: (scheme: string): boolean => schemes.get(scheme) !== undefined,
};

export function toWebUrl(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i, (whole, scheme: string, host: string) =>
    schemes.has(scheme) ? `https://${host === '' ? 'x' : host}.${scheme}.${standInSuffix}` : whole,
  );
}

export function toAppUrl(url: string): string {
  return url.replace(
    /^https:\/\/([^/?#]*)\.([a-z0-9+-]+)\.mini\.test/,
    (_whole, host: string, scheme: string) => {
      return `${scheme}://${host}`;
    },
  );
}

/** The handler that answers this address of the app, `'missing'` for a scheme without one, else undefined. */
export function handlerOf(webUrl: string): Handler | 'missing' | undefined {
  const url = toAppUrl(webUrl);
  if (url === webUrl) return undefined;
  return schemes.get(url.slice(0, url.indexOf(':'))) ?? 'missing';
}

/** Sources of the app's schemes in a content security policy, written as the page knows them. */
export function toWebPolicy(policy: string): string {
  let result = policy;
  for (const scheme of schemes.keys()) {
    const source = new RegExp(`(^|\\s)${scheme}:(//[^\\s;]*)?(?=[\\s;]|$)`, 'g');
    result = result.replace(source, (_whole, before: string, host?: string) =>
      host ? before + toWebUrl(`${scheme}:${host}`) : `${before}https://*.${scheme}.${standInSuffix}`,
    );
  }
  return result;
}
