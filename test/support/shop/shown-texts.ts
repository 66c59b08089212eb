/** What the screen says, held against the catalogue in every language. */
import { expect } from 'vitest';
import { failureText, i18nFor } from '../../../shared/i18n/translate.ts';
import type { UiKey } from '../../../shared/i18n/ui/en.ts';
import type { Failure } from '../../../shared/kernel/failure.ts';
import { LANGUAGES, type Language } from '../../../shared/kernel/language.ts';
import type { ShopTill } from '../../e2e/demo/shop-till.ts';
import type { TestShop } from './test-shop.ts';

const languageButton = (language: Language): string => `[role="group"] span[lang="${language}"]`;

/** Any till with a window. */
type Shown = Pick<ShopTill, 'robot'>;

/** From the strip before somebody has signed in, from the menu afterwards. */
export async function speak(shop: Shown, language: Language): Promise<void> {
  const { page } = shop.robot();
  const isSelling = (await page.$('[data-screen="sale"]')) !== null;
  if (isSelling) await page.keyboard.press('F10');
  await page.click(languageButton(language));
  if (isSelling) {
    await page.keyboard.press('Escape');
    await page.waitForSelector('[data-part="menu"]', { state: 'detached' });
  }
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
}

export const inEachLanguage = async (
  shop: Shown,
  look: (language: Language) => Promise<void>,
): Promise<void> => {
  for (const language of LANGUAGES) {
    await speak(shop, language);
    await look(language);
  }
};

export async function noticeText(shop: Shown, code: string): Promise<string> {
  const notice = await shop.robot().page.waitForSelector(`[data-part="notice"][data-code="${code}"]`);
  return tidied((await notice.textContent()) ?? '').replace(new RegExp(`\\s*${code}$`), '');
}

export async function partText(shop: Shown, part: string): Promise<string> {
  return tidied((await shop.robot().page.textContent(`[data-part="${part}"]`)) ?? '');
}

/** The sentence of this failure stands on the screen in all languages; one picture of each is kept. */
export async function expectNotice(
  shop: TestShop,
  failure: Failure | ((language: Language) => Failure),
  picture: string,
): Promise<void> {
  await inEachLanguage(shop, async (language) => {
    const wanted = typeof failure === 'function' ? failure(language) : failure;
    expect(await noticeText(shop, wanted.code)).toBe(tidied(failureText(wanted, language)));
    await shop.shoot(`${picture}-${language}`);
  });
}

export const uiText = (
  key: UiKey,
  language: Language,
  params: Record<string, string | number> = {},
): string => tidied(i18nFor(language).t(`ui:${key}`, params));

/** The same where the screen says a time or a word that this text leaves open: `…` stands for it. */
export const uiPattern = (
  key: UiKey,
  language: Language,
  params: Record<string, string | number> = {},
): RegExp =>
  new RegExp(
    `^${uiText(key, language, params)
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('…', '.+')}`,
  );

/** Spaces that do not break are spaces. */
const tidied = (text: string): string => text.replace(/\s+/g, ' ').trim();
