/**
 * Pictures of every screen and state in three languages: `npx node test/e2e/gallery.ts [NAME…]` writes them to
 * out/screens/. Fails when a screen writes an error to the console, such as one against the page's policy.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright-core';
import { projectRoot } from '../../build/project-root.ts';
import { chromiumFlags, ensureChromium } from '../../build/setup/chromium.mjs';
import { LANGUAGES } from '../../shared/kernel/language.ts';
import { serveRenderer } from '../support/serve-renderer.ts';

const SIZE = { width: 1366, height: 768 };
const LARGE = { width: 1920, height: 1080 };
const SMALL = { width: 1024, height: 768 };
/** Looked at in the dark, on a large and on a small screen too. */
const MORE = [
  'sale-club-taken',
  'sale-offers',
  'done-club',
  'sale-member',
  'pay-over',
  'pay-points',
  'pay-card-taken',
  'pay-refused-elsewhere',
  'pay-question-refused',
  'done-spent',
  'done-member',
  'sign-in',
  'sale-printer-asks',
  'menu',
];

const wanted = process.argv.slice(2);
const faults: string[] = [];

const served = await serveRenderer('gallery-bundle');
const browser = await chromium.launch({ executablePath: await ensureChromium(), args: chromiumFlags() });
try {
  const page = await browser.newPage({ viewport: SIZE });
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
  const names = await screenNames(page);
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new Error(`No screen ${unknown.join(', ')}. Known: ${names.join(', ')}.`);
  const shown = wanted.length === 0 ? names : wanted;
  for (const lang of LANGUAGES) for (const name of shown) await picture(page, name, { lang });
  for (const name of shown.filter((each) => MORE.includes(each)))
    await picture(page, name, { lang: 'ro', appearance: 'dark' });
  await page.setViewportSize(LARGE);
  for (const name of shown.filter((each) => MORE.includes(each)))
    await picture(page, name, { lang: 'ru', folder: 'large' });
  await page.setViewportSize(SMALL);
  for (const name of shown.filter((each) => MORE.includes(each)))
    await picture(page, name, { lang: 'ru', folder: 'small' });
  console.log(`${shown.length} screens in ${LANGUAGES.length} languages are in out/screens/.`);
} finally {
  await browser.close();
  await served.close();
}
if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exitCode = 1;
}

async function screenNames(page: Page): Promise<readonly string[]> {
  await page.goto(`${served.url}?screen=`);
  const links = page.locator('[data-part="gallery"] a');
  await links.first().waitFor();
  return links.allTextContents();
}

type Look = { readonly lang: string; readonly appearance?: string; readonly folder?: string };

async function picture(
  page: Page,
  name: string,
  { lang, appearance = 'light', folder }: Look,
): Promise<void> {
  const into = join(projectRoot, 'out', 'screens', folder ?? (appearance === 'dark' ? 'dark' : lang));
  mkdirSync(into, { recursive: true });
  await page.goto(`${served.url}?screen=${name}&lang=${lang}&appearance=${appearance}`);
  await page.locator('[data-screen]').first().waitFor();
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(into, `${name}.png`) });
}
