import type { Receipt, RenderFacts } from '../model.ts';
import { layoutGoods } from './goods.ts';
import { layoutFoot, layoutHead } from './head-and-foot.ts';
import type { LayoutLine, WidthCells } from './line.ts';
import { layoutLoyalty } from './loyalty.ts';
import { layoutReport } from './report.ts';
import { wordsFor } from './words.ts';

/** Lays a receipt out once for a paper width; every output draws these lines, so a preview equals the paper. */
export function receiptLayout(
  receipt: Receipt,
  facts: RenderFacts,
  widthCells: WidthCells,
): readonly LayoutLine[] {
  const words = wordsFor(receipt);
  const page = { receipt, facts, widthCells, words };
  return [...layoutHead(page), ...layoutBody(receipt, facts, widthCells), ...layoutFoot(page)];
}

function layoutBody(receipt: Receipt, facts: RenderFacts, widthCells: WidthCells): readonly LayoutLine[] {
  const words = wordsFor(receipt);
  switch (receipt.kind) {
    case 'sale':
      return [
        ...layoutGoods({ receipt, widthCells, words }),
        ...layoutLoyalty({ receipt, facts, widthCells, words }),
      ];
    case 'zReport':
      return layoutReport({ receipt, widthCells, words });
  }
}
