import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Arch, build, type Configuration, Platform } from 'electron-builder';
import { ensureBundles } from '../bundle/ensure-bundles.ts';
import { projectRoot } from '../project-root.ts';
import { electronBinary } from '../till/electron-binary.ts';
import { makeStandInDist } from './stand-in-dist.ts';

export type PackedTill = { readonly folder: string; readonly binary: string; readonly onStandIn: boolean };

/** Packs the till into dist/, unpacked: bundles, asar and fuses as in an installed till. Needs no network. */
export async function packageTill(): Promise<PackedTill> {
  await ensureBundles();
  const real = electronBinary();
  const electronVersion = versionOf('electron');
  const config = {
    ...(readJson('build/electron-builder.json') as Configuration),
    electronVersion,
    electronDist: real === undefined ? makeStandInDist(electronVersion) : dirname(real),
  };
  const targets = Platform.LINUX.createTarget(['dir'], Arch.x64);
  await build({ projectDir: projectRoot, targets, config, publish: 'never' });
  const folder = join(projectRoot, 'dist', 'linux-unpacked');
  return { folder, binary: join(folder, 'puncta'), onStandIn: real === undefined };
}

function versionOf(name: string): string {
  return (readJson(`node_modules/${name}/package.json`) as { readonly version: string }).version;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(projectRoot, path), 'utf8'));
}
