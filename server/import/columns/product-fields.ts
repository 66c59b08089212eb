import type { Field } from './field.ts';

/** With `update`, goods that HQ knows already need only what changes. */
export const productFields = ({ update }: { readonly update: boolean }): readonly Field[] =>
  FIELDS.map((field) => ({ ...field, needed: field.name === 'code' || (field.needed && !update) }));

const FIELDS: readonly Field[] = [
  {
    name: 'code',
    needed: true,
    headers: [
      ...['barcode', 'bar code', 'ean', 'ean13', 'ean 13', 'ean code', 'upc', 'gtin'],
      ...['cod de bare', 'cod bare', 'codul de bare', 'cod ean', 'cod de bara', 'cod bara'],
      ...['штрихкод', 'штрих код', 'шк', 'штрихкод товара', 'штрихкоды', 'баркод'],
      ...['code', 'product code', 'item code', 'plu', 'cod', 'cod produs', 'codul', 'cod marfa'],
      ...['код', 'код товара', 'код плу', 'плу', 'sku', 'артикул', 'article', 'cod articol'],
    ],
  },
  {
    name: 'name',
    needed: true,
    headers: [
      ...['name', 'product name', 'product', 'item', 'item name', 'title', 'description'],
      ...['denumire', 'denumirea', 'denumire produs', 'denumirea produsului', 'denumirea marfii'],
      ...['nume produs', 'produs', 'articol', 'marfa', 'nume', 'denumire articol'],
      ...['наименование', 'наименование товара', 'название', 'название товара', 'номенклатура', 'товар'],
      ...['полное наименование', 'имя', 'продукт'],
    ],
  },
  {
    name: 'price',
    needed: true,
    headers: [
      ...['retail price', 'selling price', 'sale price', 'price', 'unit price'],
      ...['pret de vanzare', 'pret vanzare', 'pret cu amanuntul', 'pret amanunt', 'pret cu tva', 'pret'],
      ...['pretul', 'pret unitar', 'pret raft'],
      ...[
        'розничная цена',
        'цена розничная',
        'розница',
        'цена продажи',
        'цена с ндс',
        'цена',
        'цена за единицу',
      ],
    ],
  },
  {
    name: 'category',
    needed: false,
    headers: [
      ...['category', 'group', 'product group', 'department', 'categorie', 'categoria', 'grupa', 'grup'],
      ...['departament', 'raion', 'категория', 'группа', 'группа товаров', 'товарная группа', 'отдел'],
    ],
  },
  {
    name: 'unit',
    needed: false,
    headers: [
      ...[
        'unit',
        'uom',
        'unit of measure',
        'um',
        'u m',
        'unitate',
        'unitate de masura',
        'unitatea de masura',
      ],
      ...['ед', 'ед изм', 'единица', 'единица измерения', 'базовая единица', 'едизм'],
    ],
  },
  {
    name: 'tax',
    needed: false,
    headers: [
      ...[
        'tax',
        'vat',
        'vat rate',
        'tax rate',
        'tax group',
        'vat %',
        'tva',
        'cota tva',
        'cota de tva',
        'tva %',
      ],
      ...['grupa tva', 'ндс', 'ставка ндс', 'ндс %', 'налог', 'ставка налога', 'группа ндс'],
    ],
  },
  { name: 'tags', needed: false, headers: ['tags', 'tag', 'labels', 'etichete', 'метки', 'теги'] },
];
