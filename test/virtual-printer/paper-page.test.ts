import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { job, LF } from '../support/escpos/job.ts';
import { pageWords } from '../support/virtual-printer/page-words.ts';
import { type PaperPage, startPaperPage } from '../support/virtual-printer/paper-page.ts';
import { launchReceiptBrowser } from '../support/virtual-printer/receipt-png.ts';
import { connectSender } from '../support/virtual-printer/test-sender.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../support/virtual-printer/virtual-printer.ts';

let printer: VirtualPrinter;
let paper: PaperPage;
const address = () => `http://127.0.0.1:${paper.port}`;

beforeEach(async () => {
  printer = await startVirtualPrinter({ widthCells: 48 });
  paper = await startPaperPage(printer, { port: 0 });
});

afterEach(async () => {
  await paper.close();
  await printer.close();
});

describe('what may be posted', () => {
  const post = async (path: string, body: string, type = 'application/json') =>
    (await fetch(`${address()}${path}`, { method: 'POST', body, headers: { 'content-type': type } })).status;

  test('a change of state is applied', async () => {
    expect(await post('/state', '{"paper":"out","mode":{"kind":"stalls-after","bytes":7}}')).toBe(204);
    expect(printer.state).toMatchObject({ paper: 'out', mode: { kind: 'stalls-after', bytes: 7 } });
  });

  test.each([
    ['an unknown value', '{"paper":"wet"}'],
    ['an unknown field', '{"fire":true}'],
    ['a mode without its bytes', '{"mode":{"kind":"stalls-after"}}'],
    ['no JSON', 'paper=out'],
    ['too much', JSON.stringify({ paper: 'x'.repeat(20_000) })],
  ])('%s changes nothing', async (_, body) => {
    const before = printer.state;
    expect(await post('/state', body)).toBe(400);
    expect(printer.state).toBe(before);
  });

  test('what a form of another site could send is refused', async () => {
    expect(await post('/state', '{"paper":"out"}', 'text/plain')).toBe(415);
    expect(printer.state.paper).toBe('ok');
  });
});

describe('in the browser', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchReceiptBrowser();
  });
  beforeEach(async () => {
    page = await browser.newPage();
  });
  afterEach(() => page.close());
  afterAll(() => browser.close());

  test('paper comes out while the job is still coming in', async () => {
    await page.goto(address());
    await page.getByText(pageWords.en.nothingYet).waitFor();
    const sender = await connectSender(printer.port);
    sender.send(job('first line', LF));
    await page.getByText('first line').waitFor();
    sender.send(job('second line', LF));
    await page.getByText('second line').waitFor();
    expect(await page.locator('.paper').count()).toBe(1);
    await sender.finish();
  });

  test('buttons break the printer and mend it, and the page says so', async () => {
    await page.goto(address());
    await page.getByRole('button', { name: 'Out', exact: true }).click();
    await page.locator('#status', { hasText: pageWords.en.stopped }).waitFor();
    expect(printer.state.paper).toBe('out');
    await page.getByRole('button', { name: pageWords.en.testReceipt }).click();
    await page.locator('#waiting:not(:text-is("0"))').waitFor();
    expect(await page.locator('.paper').count()).toBe(0);
    await page.getByRole('button', { name: 'In', exact: true }).click();
    await page.locator('.paper.cut').waitFor();
    expect(await page.locator('#status').textContent()).toBe(pageWords.en.ready);
  });

  test('a stall takes its number of bytes from the field', async () => {
    await page.goto(address());
    await page.locator('#bytes').fill('33');
    await page.getByRole('button', { name: pageWords.en.stalls }).click();
    await page.locator('button[aria-pressed="true"]', { hasText: pageWords.en.stalls }).waitFor();
    expect(printer.state.mode).toEqual({ kind: 'stalls-after', bytes: 33 });
  });

  test.each(['ro', 'ru'] as const)('it speaks %s', async (language) => {
    await page.goto(`${address()}/?lang=${language}`);
    await page.getByRole('heading', { name: pageWords[language].title }).waitFor();
    await page.getByText(pageWords[language].testReceipt).waitFor();
  });
});

test('the command prints where printer and paper are, and ends when asked', async () => {
  const cli = join(import.meta.dirname, '../support/virtual-printer/cli.ts');
  const child = spawn(process.execPath, [cli, '--port', '0', '--web', '0', '--width', '32']);
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const [, port, web] =
    /^printer on tcp:\/\/127\.0\.0\.1:(\d+), paper at http:\/\/127\.0\.0\.1:(\d+)$/.exec(line) ?? [];
  const sender = await connectSender(Number(port));
  sender.send([0x10, 0x04, 1]);
  expect(await sender.answer(1)).toEqual([0x12]);
  await sender.finish();
  expect((await fetch(`http://127.0.0.1:${web}/`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});
