/** A member whom the shop brings along from elsewhere: a card, and the points that were on it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runHq } from '../hq/hq-process.ts';

export type Brought = { readonly cardNumber: string; readonly name: string; readonly points: number };

/** Through the same commands that a shop uses, while HQ serves. */
export async function bringMember(
  { hqFolder }: { readonly hqFolder: string },
  { cardNumber, name, points }: Brought,
): Promise<void> {
  const files = {
    members: `card;name\n${cardNumber};${name}\n`,
    balances: `card;balance\n${cardNumber};${points}\n`,
  };
  for (const [kind, text] of Object.entries(files)) {
    const file = join(hqFolder, '..', `${kind}-${cardNumber}.csv`);
    writeFileSync(file, text);
    const { code, lines } = await runHq({ args: ['import', kind, file, '--data', hqFolder] });
    if (code !== 0) throw new Error(`HQ did not take the ${kind}:\n${lines.join('\n')}`);
  }
}
