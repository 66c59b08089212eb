/** Which part of a workbook holds the sheet that is wanted. */
import { OperatorError } from '../../operator-error.ts';
import { walkXml, type XmlElement } from '../xml/walk-xml.ts';
import type { ZipParts } from './open-zip.ts';

const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';

export type SheetPart = { readonly name: string; readonly part: string };

/** The sheet of that name, or the first that is not hidden. */
export async function findSheet(zip: ZipParts, file: string, wanted: string | undefined): Promise<SheetPart> {
  const sheets = (await elements(zip, file, WORKBOOK)).filter(({ name }) => name === 'sheet');
  const names = sheets.map(({ attributes }) => attributes['name'] ?? '');
  const sheet =
    wanted === undefined
      ? sheets.find(({ attributes }) => (attributes['state'] ?? 'visible') === 'visible')
      : sheets.find(({ attributes }) => attributes['name'] === wanted);
  if (!sheet)
    throw new OperatorError(
      wanted === undefined
        ? `${file} has no sheet.`
        : `${file} has no sheet "${wanted}". There are: ${names.map((name) => `"${name}"`).join(', ')}.`,
    );
  const relation = Object.entries(sheet.attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1];
  const target = (await elements(zip, file, RELATIONS)).find(
    ({ attributes }) => attributes['Id'] === relation,
  )?.attributes['Target'];
  if (target === undefined) throw new OperatorError(`${file} is damaged: its sheet cannot be found.`);
  const part = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  return { name: sheet.attributes['name'] ?? '', part };
}

export async function elements(zip: ZipParts, file: string, part: string): Promise<readonly XmlElement[]> {
  const found: XmlElement[] = [];
  const visitor = {
    begin: (element: XmlElement) => {
      found.push(element);
    },
    end: () => undefined,
  };
  for await (const _none of walkXml(zip.read(part), { file: `${file} (${part})`, visitor }));
  return found;
}
