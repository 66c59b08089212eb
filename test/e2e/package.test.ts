import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { freePort } from '../../build/free-port.ts';
import { type PackedTill, packageTill } from '../../build/package/package-till.ts';
import { driveWindows } from '../support/drive-window.ts';

// The fuses of an Electron binary, in the order of its fuse wire.
const wantedFuses = {
  runAsNode: '0',
  cookieEncryption: '1',
  nodeOptions: '0',
  nodeCliInspect: '0',
  asarIntegrity: '1',
  onlyLoadAppFromAsar: '1',
  browserProcessSnapshot: '0',
  grantFileProtocolExtraPrivileges: '0',
};

let packed: PackedTill;
beforeAll(async () => {
  packed = await packageTill();
}, 180_000);

describe('the packed till', () => {
  test('carries the three bundles and nothing of the sources or packages', () => {
    const files = listPackage(join(packed.folder, 'resources', 'app.asar'), { isPack: false });
    expect(files).toEqual(
      expect.arrayContaining(['/package.json', '/out/main/main.js', '/out/preload/preload.cjs']),
    );
    expect(files).toContain('/out/renderer/till/index.html');
    const known = /^\/(package\.json$|out(\/(main|preload|renderer)(\/|$)|$))/;
    expect(files.filter((file) => !known.test(file))).toEqual([]);
  });

  test('has the fuses of the security design', () => {
    const binary = readFileSync(packed.binary);
    const mark = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
    const start = binary.indexOf(mark) + mark.length + 2;
    const count = Object.keys(wantedFuses).length;
    expect(binary.subarray(start, start + count).toString()).toBe(Object.values(wantedFuses).join(''));
  });

  describe('started', () => {
    const userData = mkdtempSync(join(tmpdir(), 'packed-till-'));
    afterAll(() => rmSync(userData, { recursive: true, force: true }));

    test('opens its window and quits in order', async () => {
      const port = await freePort();
      const env = { ...process.env, MINI_ELECTRON_DEBUG_PORT: String(port), MINI_ELECTRON_HEADLESS: '1' };
      const switches = [`--user-data=${userData}`, '--dev', `--remote-debugging-port=${port}`];
      const till = spawn(packed.binary, switches, { env, stdio: ['ignore', 'ignore', 'inherit'] });
      onTestFinished(() => void till.kill('SIGKILL'));
      const url = `http://127.0.0.1:${port}`;
      await vi.waitFor(() => expect(fetch(url)).resolves.toBeDefined(), { timeout: 40_000, interval: 100 });
      const driver = await driveWindows(url);
      const page = await driver.page('/index.html');
      await page.waitForSelector('[data-screen="enrol"]');
      await driver.close();
      till.kill('SIGTERM');
      expect(await once(till, 'exit')).toEqual([0, null]);
    });
  });
});
