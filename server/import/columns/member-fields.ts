import type { Field } from './field.ts';

const CARD: Field = {
  name: 'card',
  needed: true,
  headers: [
    ...['card number', 'card no', 'card', 'card code', 'loyalty card', 'member card', 'card barcode'],
    ...[
      'numar card',
      'numarul cardului',
      'nr card',
      'nr cardului',
      'numar de card',
      'cod card',
      'card de fidelitate',
    ],
    ...[
      'номер карты',
      'no карты',
      'код карты',
      'карта',
      'дисконтная карта',
      'штрихкод карты',
      'бонусная карта',
    ],
    ...['номер дисконтнои карты', 'карта лояльности', 'barcode', 'cod de bare', 'штрихкод', 'штрих код'],
  ],
};

export const memberFields: readonly Field[] = [
  CARD,
  {
    name: 'name',
    needed: false,
    headers: [
      ...['full name', 'name', 'member', 'member name', 'customer', 'customer name', 'client'],
      ...['nume si prenume', 'nume prenume', 'nume complet', 'nume', 'numele', 'nume client'],
      ...['фио', 'ф и о', 'имя', 'клиент', 'покупатель', 'владелец', 'владелец карты', 'физическое лицо'],
      ...['first name', 'given name', 'prenume'],
    ],
  },
  {
    name: 'secondName',
    needed: false,
    headers: [
      ...['last name', 'family name', 'surname', 'фамилия', 'nume de familie', 'prenume', 'first name'],
      ...['given name', 'имя'],
    ],
  },
  {
    name: 'phone',
    needed: false,
    headers: [
      ...['phone', 'phone number', 'mobile', 'mobile phone', 'cell phone', 'tel'],
      ...[
        'telefon',
        'numar telefon',
        'numar de telefon',
        'nr telefon',
        'nr de telefon',
        'telefon mobil',
        'mobil',
      ],
      ...['телефон', 'номер телефона', 'мобильныи телефон', 'мобильныи', 'сотовыи', 'тел', 'моб тел'],
    ],
  },
  {
    name: 'birthday',
    needed: false,
    headers: [
      ...['birthday', 'birth date', 'date of birth', 'birth day'],
      ...['data nasterii', 'data nastere', 'zi de nastere', 'ziua de nastere'],
      ...['дата рождения', 'день рождения', 'др'],
    ],
  },
  {
    name: 'segments',
    needed: false,
    headers: ['segments', 'segment', 'group', 'groups', 'segmente', 'grup', 'сегмент', 'сегменты', 'группа'],
  },
  {
    name: 'spend',
    needed: false,
    headers: [
      ...['spend', 'spent', 'total spent', 'total spend', 'lifetime spend', 'turnover'],
      ...['suma cumparaturilor', 'total cumparaturi', 'valoare cumparaturi', 'rulaj'],
      ...['сумма покупок', 'накопленная сумма', 'накопления', 'оборот', 'сумма накоплении'],
    ],
  },
  {
    name: 'visits',
    needed: false,
    headers: [
      'visits',
      'receipts',
      'vizite',
      'numar vizite',
      'визиты',
      'посещения',
      'количество покупок',
      'чеков',
    ],
  },
  { name: 'tier', needed: false, headers: ['tier', 'level', 'nivel', 'treapta', 'уровень', 'статус карты'] },
];

export const balanceFields: readonly Field[] = [
  CARD,
  {
    name: 'balance',
    needed: true,
    headers: [
      ...['balance', 'points balance', 'points', 'bonus balance', 'bonus', 'bonuses', 'amount'],
      ...['sold puncte', 'sold', 'soldul', 'puncte', 'puncte acumulate', 'puncte bonus'],
      ...['остаток баллов', 'баланс', 'баллы', 'бонусы', 'бонусныи баланс', 'остаток', 'остаток бонусов'],
      ...['сумма бонусов', 'количество баллов'],
    ],
  },
];
