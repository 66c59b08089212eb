import { type Failure, failure } from '../../../shared/kernel/failure.ts';
import { readScan } from '../../../shared/scan/read-scan.ts';
import { loadedPercent } from '../../store/loads.ts';
import { applyCommand, startNextSale } from './apply-command.ts';
import { takeCoupon } from './coupon-steps.ts';
import { attachByScan } from './member-steps.ts';
import { change, type SaleContext, tell } from './sale-context.ts';
import { selectedLine } from './sale-state.ts';
import { readCounted, readQuantity } from './typed-text.ts';

/** A scanned or typed code, taken in the order of arrival; none is lost while an earlier one is looked up. */
export function scan(context: SaleContext, text: string, startedAtMs: number): void {
  const taken = context.queue.add(() => takeScan(context, text, startedAtMs));
  if (!taken) tell(context, failure('CALL-FAILED'));
}

async function takeScan(context: SaleContext, text: string, startedAtMs: number): Promise<void> {
  if (context.state.get().phase === 'done') startNextSale(context);
  const counted = readCounted(text);
  const read = counted.ok ? readScan(counted.value.code) : counted;
  if (!counted.ok || !read.ok) {
    if (takeCoupon(context, text)) return;
    if (!read.ok) refuse(context, read.failure);
    return;
  }
  if (read.value.kind !== 'product') return attachByScan(context, read.value, startedAtMs);
  const product = await context.deps.store.productByCode(read.value.code);
  if (!product) {
    if (takeCoupon(context, text)) return;
    return refuse(context, notHere(context, read.value.code));
  }
  const { quantityMilli } = counted.value;
  const added = applyCommand(context, {
    kind: 'add',
    product,
    ...(quantityMilli === null ? {} : { quantityMilli }),
  });
  if (!added) return;
  reopen(context);
  context.deps.watcher.shown('scanToLine', startedAtMs);
}

/** LOD-3: a code that may only be missing is not called unknown. */
function notHere({ deps }: SaleContext, code: string): Failure {
  const { products } = deps.store.loads.get();
  return products.done
    ? failure('SCAN-UNKNOWN', { code })
    : failure('SCAN-LOADING', { percent: loadedPercent(products) });
}

function refuse(context: SaleContext, fault: ReturnType<typeof failure>): void {
  tell(context, fault);
  context.deps.watcher.scanFailed(fault);
}

function reopen(context: SaleContext): void {
  if (context.state.get().phase === 'paying') change(context, { phase: 'open', armed: 'scan', typed: '' });
}

export function removeSelected(context: SaleContext): void {
  const line = selectedLine(context.state.get());
  if (line) applyCommand(context, { kind: 'remove', n: line.n });
  else tell(context, failure('BASKET-EMPTY'));
}

/** A count typed before the key is taken at once; else the next number typed is the quantity. */
export function armQuantity(context: SaleContext): void {
  const { typed, armed } = context.state.get();
  if (!selectedLine(context.state.get())) return tell(context, failure('BASKET-EMPTY'));
  if (armed === 'scan' && typed !== '') return setQuantity(context, typed);
  change(context, { armed: 'quantity', typed: '', notice: null });
}

export function setQuantity(context: SaleContext, text: string): void {
  const line = selectedLine(context.state.get());
  if (!line) return;
  const quantity = readQuantity(text.replace(/×$/, ''), line.unit);
  if (!quantity.ok) {
    change(context, { typed: '' });
    return tell(context, quantity.failure);
  }
  const n = line.n;
  change(context, { armed: 'scan', typed: '' });
  applyCommand(context, { kind: 'setQuantity', n, quantityMilli: quantity.value });
}

export function moveSelection(context: SaleContext, step: 1 | -1): void {
  const state = context.state.get();
  const { lines } = state.basket;
  const at = lines.findIndex(({ n }) => n === selectedLine(state)?.n);
  const next = lines[Math.min(lines.length - 1, Math.max(0, at + step))];
  if (next) change(context, { selectedN: next.n });
}
