export const PAGE_SCHEME = 'app';
export const PAGE_HOST = 'till';

/** Whether an address is one of the till's own pages. */
export function isOurPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${PAGE_SCHEME}:` && host === PAGE_HOST && username === '' && password === '';
}
