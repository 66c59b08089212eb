import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GALLERY } from '../../renderer/till/gallery/screens.tsx';
import { showGallery } from '../../renderer/till/gallery/show-gallery.tsx';
import { LANGUAGES } from '../../shared/kernel/language.ts';
import { screenName } from './support/open-window.tsx';

const KEY =
  /\{\{|\b(sale|member|pay|spend|refusal|offers|coupon|done|strip|shift|day|menu|printer|common)\.[a-z]/;
const CYRILLIC_WORDS = /[а-яё]{4,}/gi;
/** Goods are named as on their label, the language switch in each language's own words. */
const NAMES = /Гречневая крупа «Хуторок» 800 г|Русский/g;

let place: HTMLElement;
let root: Root;

beforeEach(() => {
  place = document.createElement('div');
  document.body.append(place);
  root = createRoot(place);
});
afterEach(() => {
  root.unmount();
  place.remove();
});

describe.each(LANGUAGES)('every screen in %s', (language) => {
  test.each(Object.keys(GALLERY))('%s speaks this language, and in words', async (name) => {
    showGallery(root, new URLSearchParams({ screen: name, lang: language }));
    await expect.poll(screenName).not.toBeNull();
    const text = (document.body.innerText ?? '').replaceAll(NAMES, '');
    expect(text).not.toMatch(KEY);
    if (language === 'ru') expect(text).toMatch(CYRILLIC_WORDS);
    else expect(text.match(CYRILLIC_WORDS) ?? []).toEqual([]);
  });
});
