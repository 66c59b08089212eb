import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answerPage } from '../../../electron/window/page-files.ts';
import { tempFolder } from '../../support/till/temp-folder.ts';

function builtPages(): string {
  const folder = join(tempFolder(), 'renderer');
  for (const name of ['till', 'assets']) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'till', 'index.html'), '<title>Till</title>');
  writeFileSync(join(folder, 'assets', 'till.js'), 'run()');
  writeFileSync(join(folder, 'assets', 'notes'), 'no type');
  writeFileSync(join(folder, '..', 'secret.json'), '{"pin": 1}');
  return folder;
}

const get = (folder: string, url: string, method = 'GET') => answerPage(folder, { url, method });

test('the till’s page and its assets are served with a policy that leaves them no network', async () => {
  const folder = builtPages();
  const page = await get(folder, 'app://till/index.html?lang=ro');
  expect(await page.text()).toBe('<title>Till</title>');
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("connect-src 'none'");
  expect(policy).not.toContain('unsafe');
  const script = await get(folder, 'app://till/assets/till.js');
  expect(script.headers.get('content-type')).toContain('text/javascript');
});

test.each([
  'app://till/../secret.json',
  'app://till/%2e%2e/secret.json',
  'app://till/..%2fsecret.json',
  'app://till/assets/..%5c..%5c..%5csecret.json',
  'app://till/%00/secret.json',
  'app://till/%ff',
  'app://till//etc/passwd',
  'app://till/assets/notes',
  'app://till/assets/',
  'app://till/missing.js',
  'app://other/index.html',
  'https://till/index.html',
])('%s does not exist', async (url) => {
  expect((await get(builtPages(), url)).status).toBe(404);
});

test('nothing is taken from a page', async () => {
  expect((await get(builtPages(), 'app://till/index.html', 'POST')).status).toBe(404);
});

test('a folder whose name begins like ours is not ours', async () => {
  const folder = builtPages();
  mkdirSync(`${folder}-old`);
  writeFileSync(join(`${folder}-old`, 'a.json'), '{}');
  expect((await get(folder, 'app://till/..%2frenderer-old/a.json')).status).toBe(404);
});
