import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { launchTill, type RunningTill } from '../../build/till/launch-till.ts';
import { type Driver, driveWindows } from '../support/drive-window.ts';

type Api = {
  readonly reverse: (bytes: Uint8Array) => Promise<Uint8Array>;
  readonly echo: (value: unknown) => Promise<unknown>;
  readonly sender: () => Promise<string>;
  readonly fail: () => Promise<never>;
  readonly missing: () => Promise<never>;
  readonly seal: (text: string) => Promise<Uint8Array>;
  readonly unseal: (bytes: Uint8Array) => Promise<string>;
  readonly crash: () => Promise<void>;
  readonly add: (a: number, b: number) => number;
  readonly hello: (name: string) => void;
  readonly onStatus: (listener: (status: unknown) => void) => () => void;
  readonly sandboxed: boolean;
};
type ExampleWindow = {
  readonly till: Api;
  readonly inlineRan?: boolean;
  readonly evalRan?: boolean;
  readonly evalRefused?: string;
  readonly notes: { add(text: string): Promise<unknown>; all(): Promise<string[]> };
  status?: unknown;
};
declare const window: ExampleWindow & Window;

const mainFile = join(import.meta.dirname, '..', 'fixtures', 'mini-electron-app', 'main.ts');
const userData = mkdtempSync(join(tmpdir(), 'mini-electron-'));
let app: RunningTill;
let driver: Driver;
let page: Page;

async function open(): Promise<void> {
  app = await launchTill({ userData, mainFile, debugPort: 0, headless: true });
  await saying('LOADED');
  driver = await driveWindows(app.debugUrl ?? '');
  page = await driver.page('/index.html');
  await page.getByText('ready').waitFor();
}

function saying(text: string): Promise<void> {
  return vi.waitFor(() => expect(app.lines().join('\n')).toContain(text), { timeout: 20_000 });
}

beforeAll(open);
afterAll(async () => {
  await driver.close();
  await app.stop();
  rmSync(userData, { recursive: true, force: true });
});

describe('the stand-in for Electron', () => {
  test('main reads its name and version where Electron would', () => {
    expect(app.lines()).toContain('LOADED Example 1.2.3');
  });

  test('the preload gives the page its calls and nothing else of Node', async () => {
    const seen = await page.evaluate(() => ({
      sum: window.till.add(2, 3),
      sandboxed: window.till.sandboxed,
      frozen: Object.isFrozen(window.till),
      node: [
        'require',
        'process',
        'Buffer',
        'ipcRenderer',
        '__miniElectronSend',
        'miniCodec',
        'miniBridge',
      ].filter((name) => name in window),
    }));
    expect(seen).toEqual({ sum: 5, sandboxed: true, frozen: true, node: [] });
  });

  test('a call carries bytes there and back', async () => {
    const bytes = await page.evaluate(async () => {
      const reversed = await window.till.reverse(Uint8Array.of(0, 1, 127, 255));
      return reversed instanceof Uint8Array ? [...reversed] : 'no bytes';
    });
    expect(bytes).toEqual([255, 127, 1, 0]);
  });

  test('a call carries what the structured clone algorithm carries', async () => {
    const same = await page.evaluate(async () => {
      const value = {
        at: new Date(5),
        big: 2n ** 70n,
        map: new Map([['a', new Set([1])]]),
        none: undefined,
        $: 1,
      };
      const back = (await window.till.echo(value)) as typeof value;
      const inner = back.map.get('a');
      return [back.at.getTime(), back.big === value.big, inner?.has(1), 'none' in back, back.$];
    });
    expect(same).toEqual([5, true, true, true, 1]);
  });

  test('a function is not carried', async () => {
    const refusal = page.evaluate(() => window.till.echo({ f: [() => 1] }).then(String, String));
    await expect(refusal).resolves.toContain('could not be cloned');
  });

  test('a failing call tells the page what Electron would', async () => {
    const failed = await page.evaluate(() => window.till.fail().catch((cause: Error) => cause.message));
    expect(failed).toBe("Error invoking remote method 'till:fail': TypeError: out of paper");
    const unknown = await page.evaluate(() => window.till.missing().catch((cause: Error) => cause.message));
    expect(unknown).toContain("No handler registered for 'till:unknown'");
  });

  test('main sees which page calls', async () => {
    expect(await page.evaluate(() => window.till.sender())).toBe('app://till/index.html');
    const display = await driver.page('/display.html');
    expect(await display.evaluate(() => window.till.sender())).toBe('app://till/display.html');
  });

  test('main tells the page something of its own, until the page stops listening', async () => {
    const heard = await page.evaluate(async () => {
      const statuses: unknown[] = [];
      const unsubscribe = await new Promise<() => void>((resolve) => {
        const stop = window.till.onStatus((status) => {
          statuses.push(status);
          resolve(stop);
        });
        window.till.hello('Ana');
      });
      unsubscribe();
      window.till.hello('Ion');
      await window.till.echo(0);
      return statuses.map((status) =>
        JSON.stringify(status, (_key, v) => (typeof v === 'bigint' ? String(v) : v)),
      );
    });
    expect(heard).toEqual(['{"name":"Ana","big":"12"}']);
  });

  test('the policy of the page blocks inline scripts, eval and the world outside', async () => {
    const blocked = await page.evaluate(async () => ({
      inline: window.inlineRan,
      injected: (() => {
        const script = document.createElement('script');
        script.textContent = 'window.inlineRan = true';
        document.head.append(script);
        return window.inlineRan;
      })(),
      eval: [window.evalRan, window.evalRefused],
      fetch: await fetch('http://127.0.0.1:1/').catch((cause: Error) => cause.name),
      own: (await fetch('./page.js')).headers.get('x-till'),
    }));
    expect(blocked).toEqual({
      inline: undefined,
      injected: undefined,
      eval: [undefined, 'EvalError'],
      fetch: 'TypeError',
      own: '1',
    });
  });

  test('the page may neither navigate away nor open another one', async () => {
    await page.evaluate(() => {
      window.open('https://example.com/popup');
      window.location.href = 'https://example.com/away';
    });
    await saying('popup denied: https://example.com/popup');
    await saying('navigation prevented: https://example.com/away');
    expect(await page.evaluate(() => document.title)).toBe('Till');
  });

  test('permissions are what the app answered', async () => {
    const states = await page.evaluate(async () => {
      const state = async (name: string) =>
        (await navigator.permissions.query({ name: name as PermissionName })).state;
      return [await state('notifications'), await state('geolocation'), await state('camera')];
    });
    expect(states).toEqual(['granted', 'denied', 'denied']);
  });

  test('a second instance leaves and the first one hears of it', async () => {
    const second = await launchTill({ userData, mainFile, headless: true, moreArguments: ['--from=second'] });
    expect(await second.exited).toBe(0);
    expect(second.lines()).toContain('second: leaving');
    await saying('second instance: --from=second');
  });

  test('a killed main takes Chromium down, and what was stored is there again', async () => {
    await page.evaluate(() => window.notes.add('before the power cut'));
    const sealed = await page.evaluate(async () => [...(await window.till.seal('device key'))]);
    const { debugUrl } = app;
    await app.kill();
    await vi.waitFor(() => expect(fetch(`${debugUrl}/json/version`)).rejects.toThrow(), { timeout: 10_000 });
    await driver.close();
    await open();
    expect(await page.evaluate(() => window.notes.all())).toEqual(['before the power cut']);
    const unsealed = await page.evaluate((bytes) => window.till.unseal(Uint8Array.from(bytes)), sealed);
    expect(unsealed).toBe('device key');
  });

  test('a crashed page is reported to main', async () => {
    // The page may be gone before it has answered.
    await page.evaluate(() => void window.till.crash()).catch(() => undefined);
    await saying('renderer gone: crashed');
  });

  test('asked to stop, the app quits in order with code 0', async () => {
    expect(await app.stop()).toBe(0);
    expect(app.lines()).toContain('before-quit');
    await driver.close();
    await open();
    expect(await page.evaluate(() => window.notes.all())).toEqual(['before the power cut']);
  });
});
