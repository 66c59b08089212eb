/** One case: read strictly, declined by content, or run and compared. */
import { runBasket } from './basket/run-basket.ts';
import { declinedBy } from './declines/decline.ts';
import { type VectorCase, zCase } from './format/case-schema.ts';
import { runLedger } from './ledger/run-ledger.ts';
import { runEarn } from './plain/earn.ts';
import { runRedeem } from './plain/redeem.ts';
import { runTier } from './plain/tier.ts';

export type Verdict =
  | { readonly kind: 'passed'; readonly id: string }
  | { readonly kind: 'declined'; readonly id: string; readonly predicate: string; readonly rule: string }
  | { readonly kind: 'failed'; readonly id: string; readonly differences: readonly string[] };

export function runCase(raw: unknown): Verdict {
  const id = nameOf(raw);
  const read = zCase.safeParse(raw);
  if (!read.success) {
    const [issue] = read.error.issues;
    return failed(id, [`unknown to the adapter: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`]);
  }
  try {
    const decline = declinedBy(read.data);
    if (decline) return { kind: 'declined', id, ...decline };
    const differences = run(read.data);
    return differences.length === 0 ? { kind: 'passed', id } : failed(id, differences);
  } catch (error) {
    return failed(id, [error instanceof Error ? `${error.name}: ${error.message}` : String(error)]);
  }
}

const failed = (id: string, differences: readonly string[]): Verdict => ({ kind: 'failed', id, differences });

const nameOf = (raw: unknown): string =>
  typeof raw === 'object' && raw !== null && 'id' in raw && typeof raw.id === 'string' ? raw.id : '(no id)';

function run(each: VectorCase): readonly string[] {
  switch (each.kind) {
    case 'basket':
      return runBasket(each);
    case 'ledger':
      return runLedger(each);
    case 'earn':
      return runEarn(each);
    case 'redeem':
      return runRedeem(each);
    case 'tier':
      return runTier(each);
  }
}
