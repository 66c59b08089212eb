/** Below root's home the server's user can enter nothing: its binaries are copied, its files put elsewhere. */
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { packagedBinaries } from '../../../server/db/embedded/binaries.ts';
import { clusterFolder, runnableBinaries } from '../../../server/db/embedded/reachable.ts';
import { serverUser } from '../../../server/db/embedded/server-user.ts';
import { throwawayCluster } from '../../../server/db/embedded/throwaway-cluster.ts';

const asRoot = process.getuid?.() === 0;

function closedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'puncta-closed-'));
  chmodSync(folder, 0o700);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('binaries that the user cannot run are copied once, to where it can', { timeout: 60_000 }, () => {
  const root = join(closedFolder(), 'native');
  cpSync(packagedBinaries().root, root, { recursive: true, verbatimSymlinks: true });
  const packaged = { root, version: 'test' };
  const copy = '/var/lib/puncta/postgres-test';
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  const umask = process.umask(0o077);
  onTestFinished(() => void process.umask(umask));
  const expected = asRoot ? copy : root;
  expect(runnableBinaries(packaged, serverUser())).toBe(expected);
  expect(runnableBinaries(packaged, serverUser())).toBe(expected);
  expect(existsSync(join(expected, 'bin'))).toBe(true);
});

test('binaries that the user can run stay where they are', () => {
  expect(runnableBinaries(packagedBinaries(), null)).toBe(packagedBinaries().root);
});

test("a folder of HQ's own lets the user pass; one below a closed folder cannot", () => {
  const own = closedFolder();
  expect(clusterFolder(own, serverUser())).toBe(join(own, 'cluster'));
  const below = join(closedFolder(), 'hq');
  mkdirSync(below);
  const place = clusterFolder(below, serverUser());
  if (asRoot) onTestFinished(() => rmSync(dirname(place), { recursive: true, force: true }));
  expect(place.startsWith(join(tmpdir(), 'puncta-cluster-'))).toBe(asRoot);
});

test("a shop's folder in root's home has its cluster in a lasting place", () => {
  const home = mkdtempSync(join(homedir(), '.puncta-test-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  chmodSync(home, 0o700);
  writeFileSync(join(home, 'letters.txt'), '');
  const expected = asRoot ? '/var/lib/puncta/clusters/' : home;
  expect(clusterFolder(home, serverUser()).startsWith(expected)).toBe(true);
});

test('a temporary cluster goes once its folder is gone, and not before', () => {
  const [first, second] = [closedFolder(), closedFolder()];
  for (const folder of [first, second]) writeFileSync(join(folder, 'letters.txt'), '');
  const kept = throwawayCluster(first);
  const abandoned = throwawayCluster(second);
  rmSync(second, { recursive: true });
  const latest = throwawayCluster(first);
  onTestFinished(() => {
    for (const place of [kept, latest]) rmSync(dirname(place), { recursive: true, force: true });
  });
  expect([kept, abandoned, latest].map((place) => existsSync(dirname(place)))).toEqual([true, false, true]);
});

test('a folder with other files in it is not opened to anybody', () => {
  const folder = closedFolder();
  writeFileSync(join(folder, 'letters.txt'), '');
  const place = clusterFolder(folder, serverUser());
  if (asRoot) onTestFinished(() => rmSync(dirname(place), { recursive: true, force: true }));
  expect(place.startsWith(folder)).toBe(!asRoot);
});
