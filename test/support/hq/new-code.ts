import { runHq } from './hq-process.ts';

/** A code for a new till of the demo store, or for a new device in the place of the named one. */
export async function newCode(hqFolder: string, tillName?: string): Promise<string> {
  const named = tillName === undefined ? [] : ['--till', tillName];
  const args = ['enrol-code', '--store', 's-centru', '--data', hqFolder, ...named];
  const { lines } = await runHq({ args });
  const code = /^enrolment code (\S+)$/m.exec(lines.join('\n'))?.[1];
  if (code === undefined) throw new Error(`HQ gave no code:\n${lines.join('\n')}`);
  return code;
}
