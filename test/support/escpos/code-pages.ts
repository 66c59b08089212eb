import iconv from 'iconv-lite';

/** What `ESC t n` selects, by number. A page without `encoding` is one the printer has and this reader cannot decode. */
export type CodePages = Readonly<Record<number, CodePage>>;
export type CodePage = { readonly name: string; readonly encoding?: string };

/** U+FFFD stands for a byte to which the page gives no character. */
export const undefinedCharacter = '\ufffd';

const page = (encoding: string, name: string = encoding): CodePage => ({ name, encoding });

/** Epson's numbers (TM-T88V, TM-T20III, TM-m30). Other makers use others: pass their profile's table instead. */
export const epsonCodePages: CodePages = {
  0: page('cp437'),
  1: page('shift_jis', 'katakana'),
  2: page('cp850'),
  3: page('cp860'),
  4: page('cp863'),
  5: page('cp865'),
  11: { name: 'cp851' },
  12: { name: 'cp853' },
  13: page('cp857'),
  14: page('cp737'),
  15: page('iso-8859-7'),
  16: page('windows-1252'),
  17: page('cp866'),
  18: page('cp852'),
  19: page('cp858'),
  20: { name: 'thai 42' },
  21: page('cp874', 'thai 11'),
  26: { name: 'thai 18' },
  30: { name: 'tcvn-3 lower' },
  31: { name: 'tcvn-3 upper' },
  32: page('cp720'),
  33: page('cp775'),
  34: page('cp855'),
  35: page('cp861'),
  36: page('cp862'),
  37: page('cp864'),
  38: page('cp869'),
  39: page('iso-8859-2'),
  40: page('iso-8859-15'),
  41: { name: 'cp1098' },
  42: { name: 'cp774' },
  43: { name: 'cp772' },
  44: page('cp1125'),
  45: page('windows-1250'),
  46: page('windows-1251'),
  47: page('windows-1253'),
  48: page('windows-1254'),
  49: page('windows-1255'),
  50: page('windows-1256'),
  51: page('windows-1257'),
  52: page('windows-1258'),
  53: page('rk1048'),
};

/** A table from "page number → encoding name", as printer profiles write it. */
export function codePagesFrom(encodings: Readonly<Record<number, string>>): CodePages {
  return Object.fromEntries(
    Object.entries(encodings).map(([number, name]) => [
      number,
      iconv.encodingExists(name) ? page(name) : { name },
    ]),
  );
}

/** The character of one byte, or `undefinedCharacter`. ASCII is the same in every page. */
export function decodeByte(byte: number, selected: CodePage | undefined): string {
  if (byte < 0x80) return String.fromCharCode(byte);
  if (selected?.encoding === undefined) return undefinedCharacter;
  const char = iconv.decode(Buffer.from([byte]), selected.encoding);
  // Vendors leave 0x80–0x9F of the ISO pages empty; the C1 controls that the standard puts there print nothing.
  return /^[\u0080-\u009f]$/.test(char) ? undefinedCharacter : char;
}

/** A two-byte character of the Chinese mode in which many cheap printers start until `FS .` ends it. */
export function decodePair(lead: number, trail: number): string {
  return iconv.decode(Buffer.from([lead, trail]), 'gbk');
}

/** The national set (`ESC R`) replaces a few ASCII characters; only those that our senders can select are known. */
export const nationalSets: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  0: {},
  8: { '\\': '¥' },
  13: { '\\': '₩' },
  15: { $: '¥' },
};
