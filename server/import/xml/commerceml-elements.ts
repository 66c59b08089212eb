/**
 * CommerceML 2, the format in which 1C hands out goods (import.xml) and their prices (offers.xml). Element names are
 * the format's own. Each piece is given as soon as its element ends; nothing else of the file is kept.
 */
import { OperatorError } from '../../operator-error.ts';
import { MAX_CODES_PER_PRODUCT } from '../limits.ts';
import { readUnit } from '../values/unit.ts';
import { walkXml, type XmlElement } from './walk-xml.ts';

export type CmlPrice = {
  readonly typeId: string;
  readonly amount: string;
  readonly currency: string;
  /** How many base units the price is for; '' means one. */
  readonly factor: string;
};

export type CmlItem = {
  readonly kind: 'goods' | 'offer';
  readonly line: number;
  /** Of goods; an offer's may go on with `#` and its characteristic. */
  readonly id: string;
  readonly name: string;
  readonly article: string;
  readonly codes: readonly string[];
  readonly unit: string;
  readonly tax: string;
  readonly groupId: string;
  readonly characteristics: readonly string[];
  readonly prices: readonly CmlPrice[];
  readonly deleted: boolean;
};

export type CmlPiece =
  | CmlItem
  | { readonly kind: 'group' | 'priceType'; readonly id: string; readonly name: string };

type Gathered = {
  readonly kind: CmlPiece['kind'];
  readonly element: XmlElement;
  readonly depth: number;
  readonly texts: Map<string, string[]>;
  readonly prices: CmlPrice[];
};

const KINDS: Readonly<Record<string, CmlPiece['kind']>> = {
  'Товары/Товар': 'goods',
  'Предложения/Предложение': 'offer',
  'Группы/Группа': 'group',
  'ТипыЦен/ТипЦены': 'priceType',
};

export function readCommerceMl(
  texts: AsyncIterable<string>,
  file: string,
): AsyncGenerator<readonly CmlPiece[]> {
  const path: string[] = [];
  const gathering: Gathered[] = [];
  return walkXml<CmlPiece>(texts, {
    file,
    visitor: {
      begin: (element) => {
        if (path.length === 0) requireRoot(file, element);
        const kind = KINDS[`${path.at(-1)}/${element.name}`];
        path.push(element.name);
        if (kind) gathering.push({ kind, element, depth: path.length, texts: new Map(), prices: [] });
      },
      end: (element, text, emit) => {
        const current = gathering.at(-1);
        if (current?.depth === path.length) {
          gathering.pop();
          if (!path.includes('Документ')) emit(pieceOf(current));
        } else if (current)
          take(current, element, { at: path.slice(current.depth).join('/'), text: text.trim() });
        path.pop();
      },
    },
  });
}

function requireRoot(file: string, { name }: XmlElement): void {
  if (name !== 'КоммерческаяИнформация')
    throw new OperatorError(`${file} is no CommerceML file: it begins with <${name}>.`);
}

function take(
  { texts, prices }: Gathered,
  { attributes }: XmlElement,
  { at, text }: { readonly at: string; readonly text: string },
): void {
  if (at === 'Цены/Цена') {
    const part = (name: string): string => texts.get(`${at}/${name}`)?.at(-1) ?? '';
    prices.push({
      typeId: part('ИдТипаЦены'),
      amount: part('ЦенаЗаЕдиницу'),
      currency: part('Валюта'),
      factor: part('Коэффициент'),
    });
    for (const name of texts.keys()) if (name.startsWith(`${at}/`)) texts.delete(name);
  } else if (at === 'БазоваяЕдиница') {
    const named = [attributes['Код'], text, attributes['НаименованиеПолное']].map(
      (each) => each?.trim() ?? '',
    );
    texts.set(at, [named.find((each) => each !== '' && readUnit(each).ok) ?? text]);
  } else if (KEPT.has(at)) {
    const values = texts.get(at) ?? [];
    if (text !== '' && values.length < MAX_CODES_PER_PRODUCT) texts.set(at, [...values, text]);
  }
}

const CHARACTERISTIC = 'ХарактеристикиТовара/ХарактеристикаТовара/Значение';
const RATE = 'СтавкиНалогов/СтавкаНалога/Ставка';
const KEPT = new Set([
  ...['Ид', 'Наименование', 'Артикул', 'Штрихкод', 'ШтрихКод', 'ПометкаУдаления', 'Статус', 'Группы/Ид'],
  ...[RATE, CHARACTERISTIC, 'Цены/Цена/ИдТипаЦены', 'Цены/Цена/ЦенаЗаЕдиницу', 'Цены/Цена/Валюта'],
  'Цены/Цена/Коэффициент',
]);

function pieceOf({ kind, element, texts, prices }: Gathered): CmlPiece {
  const first = (name: string): string => texts.get(name)?.[0] ?? '';
  if (kind === 'group' || kind === 'priceType') return { kind, id: first('Ид'), name: first('Наименование') };
  const status = element.attributes['Статус'] ?? first('Статус');
  return {
    kind,
    line: element.line,
    id: first('Ид'),
    name: first('Наименование'),
    article: first('Артикул'),
    codes: [...new Set([...(texts.get('Штрихкод') ?? []), ...(texts.get('ШтрихКод') ?? [])])],
    unit: first('БазоваяЕдиница'),
    tax: first(RATE),
    groupId: first('Группы/Ид'),
    characteristics: texts.get(CHARACTERISTIC) ?? [],
    prices,
    deleted: /^удал[её]н/i.test(status) || first('ПометкаУдаления') === 'true',
  };
}
