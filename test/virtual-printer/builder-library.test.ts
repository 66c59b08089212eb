import { CharacterSet, printer as ThermalPrinter, types } from 'node-thermal-printer';
import { expect, test } from 'vitest';
import { interpret } from '../support/escpos/interpret.ts';
import { lineText } from '../support/escpos/to-text.ts';

// The reader must know everything that the byte builder can send, so that whatever it reports is a defect.

function builder() {
  const device = { execute: async () => {}, isPrinterConnected: async () => true };
  return new ThermalPrinter({
    type: types.EPSON,
    interface: device as unknown as string,
    characterSet: CharacterSet.PC866_CYRILLIC2,
  });
}

test('every style, feed, code and cut of the byte builder is explained', () => {
  const printer = builder();
  printer.println('Хлеб');
  for (const on of [true, false]) {
    printer.bold(on);
    printer.underline(on);
    printer.underlineThick(on);
    printer.upsideDown(on);
    printer.invert(on);
    printer.println('look');
  }
  printer.alignCenter();
  printer.setTextDoubleHeight();
  printer.println('tall');
  printer.setTextDoubleWidth();
  printer.println('wide');
  printer.setTextQuadArea();
  printer.println('big');
  printer.setTextNormal();
  printer.setTypeFontB();
  printer.setTextSize(1, 1);
  printer.println('small');
  printer.setTypeFontA();
  printer.setLineSpacing(40);
  printer.resetLineSpacing();
  printer.drawLine();
  printer.alignLeft();
  printer.leftRight('left', 'right');
  printer.table(['a', 'b', 'c']);
  printer.newLine();
  printer.printQR('https://puncta.md/r/1', { cellSize: 6, correction: 'Q', model: 2 });
  printer.pdf417('0123456789');
  printer.maxiCode('maxi');
  printer.code128('12345');
  printer.printBarcode('484000000001', 67);
  printer.beep(2, 1);
  printer.partialCut();
  printer.cut();
  const { unexplained, events } = interpret(printer.getBuffer());
  expect(unexplained).toEqual([]);
  expect(new Set(events.map((event) => event.kind))).toEqual(
    new Set(['line', 'feed', 'qr', 'symbol', 'barcode', 'beep', 'cut']),
  );
});

type ImageBuilder = {
  readonly printer: { printImageBuffer(width: number, height: number, rgba: Buffer): Buffer };
};

test('its images are rasters with all of their rows', () => {
  const rgba = Buffer.alloc(16 * 8 * 4, 0xff);
  rgba.fill(0, 0, 3);
  const { printer } = builder() as unknown as ImageBuilder;
  const { unexplained, events } = interpret(printer.printImageBuffer(16, 8, rgba));
  expect(unexplained).toEqual([]);
  expect(events).toMatchObject([{ kind: 'raster', width: 16, height: 8 }]);
  expect(events[0]?.kind === 'raster' && events[0].bits[0]).toBe(0x80);
});

test('its drawer command has no pulse times: the reader shows the stray byte and the missing pulse', () => {
  const printer = builder();
  printer.clear();
  printer.openCashDrawer();
  const { events, unexplained } = interpret(printer.getBuffer());
  expect(events.filter((event) => event.kind === 'drawer').map((event) => event.pin)).toEqual([2]);
  expect(unexplained.map((found) => found.reason)).toEqual(['stray-control']);
});

test('its cut resets the code page without selecting it again: the reader shows the second copy spoilt', () => {
  const printer = builder();
  printer.println('Чай');
  printer.cut();
  printer.println('Чай');
  const lines = interpret(printer.getBuffer()).events.flatMap((event) =>
    event.kind === 'line' ? [lineText(event)] : [],
  );
  expect(lines[0]).toBe('Чай');
  expect(lines.at(-1)).not.toBe('Чай');
});
