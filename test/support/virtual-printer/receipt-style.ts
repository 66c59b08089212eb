import { receiptFontFamily } from './receipt-font.ts';

/** Lengths are in printer dots, `--dot` of a pixel each, so that the picture has the proportions of the paper. */
export const receiptCss = `
.paper {
  --dot: 0.75px;
  --ink: #26211d;
  --edge: calc(24 * var(--dot));
  width: calc(var(--dots) * var(--dot) + 2 * var(--edge));
  color: var(--ink);
  font: 500 calc(20 * var(--dot)) / calc(24 * var(--dot)) '${receiptFontFamily}', 'DejaVu Sans Mono', monospace;
  font-variant-ligatures: none;
  filter: drop-shadow(0 1px 1px rgb(40 30 20 / 0.14)) drop-shadow(0 6px 14px rgb(40 30 20 / 0.12));
}
.sheet {
  padding: calc(36 * var(--dot)) var(--edge) calc(52 * var(--dot));
  background: linear-gradient(90deg, #f3f0e8 0, #fdfcf8 3%, #fefdfa 50%, #fdfcf8 97%, #f1eee6 100%);
}
.cut .sheet {
  --tooth: calc(8 * var(--dot));
  mask:
    linear-gradient(#000 0 0) top / 100% calc(100% - var(--tooth) + 0.5px) no-repeat,
    conic-gradient(from -45deg at bottom, #000 90deg, #0000 0) bottom / calc(2 * var(--tooth)) var(--tooth) repeat-x;
}
.paper-line { display: flex; align-items: flex-end; white-space: pre; }
.left { justify-content: flex-start; }
.center { justify-content: center; }
.right { justify-content: flex-end; }
.upside-down { rotate: 180deg; }
.run { position: relative; flex: none; width: calc(var(--w) * var(--dot)); height: calc(var(--h) * var(--dot)); }
.ink { position: absolute; left: 0; top: 0; transform-origin: 0 0; transform: scale(var(--sx), var(--sy)); }
.bold { font-weight: 800; }
.inverse { background: var(--ink); color: #fefdfa; }
.underline-1 { box-shadow: inset 0 calc(-1.5 * var(--dot)) var(--ink); }
.underline-2 { box-shadow: inset 0 calc(-3 * var(--dot)) var(--ink); }
.picture { display: flex; padding: calc(6 * var(--dot)) 0; }
.picture svg { display: block; fill: var(--ink); }
.barcode { display: flex; flex-direction: column; align-items: center; gap: calc(4 * var(--dot)); }
.symbol { border: calc(2 * var(--dot)) dashed; padding: calc(8 * var(--dot)); max-width: 100%; overflow-wrap: anywhere; }
`;

export const pageCss = `
html { background: #e7e4de; }
body { margin: 0; padding: 28px; display: inline-flex; flex-direction: column; gap: 22px; }
`;
