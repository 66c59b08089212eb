/** Where a printer is, as it is written on the command line and in settings: `tcp://host:port`. */
export type PrinterAddress = { readonly host: string; readonly port: number };

export const DEFAULT_PORT = 9100;
export const MAX_PRINTER_URL_CHARS = 200;

/** Null when the text names no printer that can be reached over TCP. */
export function parsePrinterUrl(text: string): PrinterAddress | null {
  if (text.length > MAX_PRINTER_URL_CHARS || !URL.canParse(text)) return null;
  const { protocol, hostname, port, pathname } = new URL(text);
  if (protocol !== 'tcp:' || hostname === '' || (pathname !== '' && pathname !== '/')) return null;
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? DEFAULT_PORT : Number(port),
  };
}
