/** A command of HQ run in this process on a test's database: what it said, line by line, and how it ended. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { runCommandLine } from '../../../server/command-line.ts';
import { hqCommands } from '../../../server/commands/hq-commands.ts';
import type { TestHq } from './test-hq.ts';
import { writeTestKeys } from './test-keys.ts';

export type Said = { readonly ended: number; readonly lines: readonly string[] };

/** The operator's command line on this HQ. */
export function operatorOn({ url }: TestHq): (...args: readonly string[]) => Promise<Said> {
  const folder = mkdtempSync(join(tmpdir(), 'puncta-operator-'));
  writeTestKeys(folder);
  vi.stubEnv('DATABASE_URL', url);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  return async (...args) => {
    const lines: string[] = [];
    const say = (text: string): void => void lines.push(...text.split('\n'));
    const spies = [
      vi.spyOn(console, 'log').mockImplementation(say),
      vi.spyOn(console, 'error').mockImplementation(say),
    ];
    try {
      const there = [...args, '--data', folder, '--dev-no-fsync'];
      return { ended: await runCommandLine(there, hqCommands), lines };
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  };
}
