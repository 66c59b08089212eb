import QRCode from 'qrcode';
import type { Bitmap, QrEvent } from '../escpos/events.ts';

/** A path of black rectangles, one per horizontal run of dots: exact at every zoom. */
export function bitmapPath({ width, height, bits }: Bitmap): string {
  const rowBytes = Math.ceil(width / 8);
  const isBlack = (x: number, y: number) =>
    (((bits[y * rowBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === 1;
  let path = '';
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!isBlack(x, y)) continue;
      const start = x;
      while (x < width && isBlack(x, y)) x++;
      path += `M${start} ${y}h${x - start}v1h${start - x}z`;
    }
  }
  return path;
}

export function bitmapSvg(
  bitmap: Bitmap,
  size: { readonly widthDots: number; readonly heightDots: number },
): string {
  const { width, height } = bitmap;
  return svg(`0 0 ${width} ${height}`, size, bitmapPath(bitmap));
}

/** The real symbol, so that a phone reads it from the picture. */
export function qrSvg(qr: QrEvent): string {
  const { modules } = QRCode.create(qr.data, { errorCorrectionLevel: qr.correction });
  const rowBytes = Math.ceil(modules.size / 8);
  const bits = new Uint8Array(rowBytes * modules.size);
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) {
      const at = y * rowBytes + (x >> 3);
      if (modules.get(y, x)) bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7));
    }
  }
  const dots = modules.size * qr.moduleDots;
  return bitmapSvg(
    { width: modules.size, height: modules.size, bits },
    { widthDots: dots, heightDots: dots },
  );
}

export function svg(
  viewBox: string,
  size: { readonly widthDots: number; readonly heightDots: number },
  path: string,
): string {
  const style = `width:calc(${size.widthDots}*var(--dot));height:calc(${size.heightDots}*var(--dot))`;
  return `<svg viewBox="${viewBox}" preserveAspectRatio="none" shape-rendering="crispEdges" style="${style}"><path d="${path}"/></svg>`;
}
