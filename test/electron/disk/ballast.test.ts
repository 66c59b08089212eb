import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { ballastIn, ballastPath, SLICE_BYTES } from '../../../electron/disk/ballast.ts';
import { type SmallDisk, smallDisk } from '../../support/small-disk/small-disk.ts';

const random = (count: number): Uint8Array => new Uint8Array(randomBytes(count));
const SIZE_BYTES = 5 * SLICE_BYTES;

function mounted(): SmallDisk {
  const disk = smallDisk(16);
  onTestFinished(disk.remove);
  return disk;
}

test('DSK-3 the ballast takes up the room that it names, byte by byte, and gives all of it back', async () => {
  const disk = mounted();
  const before = disk.freeBytes();
  const ballast = ballastIn(disk.folder, { sizeBytes: SIZE_BYTES, random });
  while (ballast.heldBytes() < SIZE_BYTES) await ballast.grow();
  expect(ballast.heldBytes()).toBe(SIZE_BYTES);
  expect(before - disk.freeBytes()).toBeGreaterThanOrEqual(SIZE_BYTES);
  expect(statSync(ballastPath(disk.folder)).blocks * 512).toBeGreaterThanOrEqual(SIZE_BYTES);
  expect(ballast.give()).toBe(true);
  expect(disk.freeBytes()).toBe(before);
  expect(ballast.give()).toBe(false);
});

test('DSK-3 a ballast that was cut short is gone on with', async () => {
  const disk = mounted();
  await ballastIn(disk.folder, { sizeBytes: SIZE_BYTES, random }).grow();
  const again = ballastIn(disk.folder, { sizeBytes: SIZE_BYTES, random });
  expect(again.heldBytes()).toBe(SLICE_BYTES);
  await again.grow();
  expect(again.heldBytes()).toBe(2 * SLICE_BYTES);
});

test('DSK-3 a ballast given away while a slice is being written leaves nothing behind', async () => {
  const disk = mounted();
  const before = disk.freeBytes();
  const ballast = ballastIn(disk.folder, { sizeBytes: SIZE_BYTES, random });
  await ballast.grow();
  const growing = ballast.grow();
  expect(ballast.give()).toBe(true);
  await growing;
  expect(ballast.heldBytes()).toBe(0);
  expect(disk.freeBytes()).toBe(before);
});

test('a disk that has no room for a slice says so, and nothing is lost by it', async () => {
  const disk = mounted();
  disk.fillUpTo(SLICE_BYTES / 2);
  const ballast = ballastIn(disk.folder, { sizeBytes: SIZE_BYTES, random });
  await expect(ballast.grow()).rejects.toMatchObject({ code: 'ENOSPC' });
  ballast.give();
  expect(ballast.heldBytes()).toBe(0);
});
