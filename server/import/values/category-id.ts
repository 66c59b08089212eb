/** A category's id from its name: what is an id already stays; other names are written in ASCII, always the same way. */
import type { CategoryId } from '../../../shared/kernel/ids.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import { MAX_ID_CHARS } from '../../../shared/kernel/limits.ts';
import { refused, taken, type Verdict } from './verdict.ts';

const CYRILLIC: Readonly<Record<string, string>> = {
  ...{ а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k' },
  ...{ л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts' },
  ...{ ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya' },
  ...{ і: 'i', ї: 'yi', є: 'ye', ґ: 'g' },
};

export function readCategory(text: string): Verdict<CategoryId> {
  const latin = [...text.trim().normalize('NFC').toLowerCase()].map((letter) => CYRILLIC[letter] ?? letter);
  const id = latin
    .join('')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (id === '') return refused('is no name of a category');
  return id.length > MAX_ID_CHARS ? refused(`is longer than ${MAX_ID_CHARS} characters`) : taken(asId(id));
}
