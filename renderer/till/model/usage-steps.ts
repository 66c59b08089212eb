import { sameJson } from '../../../shared/kernel/same-json.ts';
import { changeAndPrice, type SaleContext } from './sale-context.ts';

/**
 * Asks main how often limited rules gave something before: to this cashier, and to the member if there is one. Nothing
 * waits for it; main refuses a sale that was priced with an older answer, and then it is asked again.
 */
export function refreshUsage(context: SaleContext): void {
  const { programme, member } = context.state.get();
  const { bridge, status } = context.deps;
  if (!programme || !status.get()?.cashier) return;
  const row = member?.row;
  const asked = { programmeVersion: programme.version, member: row ? { id: row.id, asOf: row.asOf } : null };
  void bridge.call('sale.usage', asked).then((answer) => {
    const now = context.state.get();
    const isOfNow = now.member?.row.id === row?.id && now.programme?.version === asked.programmeVersion;
    if (answer.ok && isOfNow && !sameJson(answer.value, now.usage))
      changeAndPrice(context, { usage: answer.value });
  });
}
