import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readJson } from '../../programme/files/read-json.ts';
import { readProgramme } from '../../programme/files/read-programme.ts';
import { quote } from '../../programme/quote.ts';
import { LANGUAGES } from '../../shared/kernel/language.ts';
import { checkProgramme } from '../../shared/loyalty/check/check-programme.ts';
import { programmeTerms, termsText } from '../../shared/terms/programme-terms.ts';

const root = join(import.meta.dirname, '../../programme/presets');
const presets = readdirSync(root).sort();
const file = (preset: string, name: string): string => join(root, preset, name);

/** A Monday; each sample at an hour at which its programme has something to say. */
const HOURS: Readonly<Record<string, string>> = { 'pharmacy-excluded-goods': '10:15' };
const sampleAt = (preset: string): string => `2026-11-23T${HOURS[preset] ?? '15:10'}`;

const asked = (preset: string, ...more: string[]): string => {
  const printed: string[] = [];
  const files = ['programme', 'basket', 'member'].flatMap((name) => [
    `--${name}`,
    file(preset, `${name}.json`),
  ]);
  expect(quote([...files, '--at', sampleAt(preset), ...more], 0, (text) => printed.push(text))).toBe(0);
  return printed.join('');
};

test('the nine kinds of programme that shops ask for most are there', () => {
  expect(presets).toEqual([
    'cashback-5',
    'coalition-of-three',
    'coffee-shop-stamps',
    'gift-on-threshold',
    'ladder-by-activity',
    'pharmacy-excluded-goods',
    'punch-card',
    'referral',
    'silver-gold-platinum',
  ]);
});

describe.each(presets)('%s', (preset) => {
  test('has neither mistakes nor anything to warn of', () => {
    expect(checkProgramme(readJson(file(preset, 'programme.json')), null).problems).toEqual([]);
  });

  test.each(LANGUAGES)('DOC-4 has terms in %s that can be hung up', async (language) => {
    const text = termsText(programmeTerms(readProgramme(file(preset, 'programme.json')), language));
    expect(text).not.toMatch(/\{\{|undefined|terms:|null|\. \.|\.\.|  /);
    await expect(text).toMatchFileSnapshot(file(preset, `terms.${language}.txt`));
  });

  test.each(LANGUAGES)('DOC-6 explains a sample basket in %s', async (language) => {
    await expect(asked(preset, '--text', language)).toMatchFileSnapshot(
      file(preset, `quote.${language}.txt`),
    );
  });

  test.each(LANGUAGES)('prints a sample receipt in %s', async (language) => {
    await expect(asked(preset, '--receipt', language)).toMatchFileSnapshot(
      file(preset, `receipt.${language}.txt`),
    );
  });
});
