import { unreachable } from '../../shared/kernel/assert.ts';
import type { LayoutLine } from '../../shared/receipt/layout/line.ts';
import { receiptLayout } from '../../shared/receipt/layout/receipt-layout.ts';
import type { Receipt, RenderFacts } from '../../shared/receipt/model.ts';
import { RULE_SIGN } from '../../shared/receipt/text.ts';
import { type EscposJob, startJob } from './adapter.ts';
import type { PrinterProfile } from './encode/profile.ts';

/** A receipt as one complete print job, cut included. The same receipt and facts give the same bytes. */
export function renderReceiptBytes(
  receipt: Receipt,
  facts: RenderFacts,
  profile: PrinterProfile,
): Uint8Array {
  const job = startJob(profile);
  for (const line of receiptLayout(receipt, facts, profile.widthCells)) draw(job, line, profile.widthCells);
  return job.bytes();
}

function draw(job: EscposJob, line: LayoutLine, widthCells: number): void {
  switch (line.kind) {
    case 'text':
      return job.line(line.runs, line);
    case 'rule':
      return job.line([{ text: RULE_SIGN[line.weight].repeat(widthCells), bold: false }], PLAIN);
    case 'qr':
      return job.qr(line.data);
    case 'feed':
      return job.feed(line.lines);
    case 'cut':
      return job.cut();
    default:
      return unreachable(line);
  }
}

const PLAIN = { size: 'normal', align: 'left' } as const;
