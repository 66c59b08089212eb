import { afterEach, describe, expect, test } from 'vitest';
import { askStatus, CUT, INIT, job, LF, processId } from '../support/escpos/job.ts';
import { toText } from '../support/escpos/to-text.ts';
import { maxJobBytes, receiveBufferBytes } from '../support/virtual-printer/connection.ts';
import type { PrinterState } from '../support/virtual-printer/printer-state.ts';
import { connectSender } from '../support/virtual-printer/test-sender.ts';
import { startVirtualPrinter, type VirtualPrinter } from '../support/virtual-printer/virtual-printer.ts';

let printers: VirtualPrinter[] = [];

afterEach(async () => {
  await Promise.all(printers.map((printer) => printer.close()));
  printers = [];
});

async function setUp(state: Partial<PrinterState> = {}) {
  const printer = await startVirtualPrinter({ state });
  printers.push(printer);
  return { printer, sender: await connectSender(printer.port) };
}

/** Node hands over at most so much at once. */
const packetBytes = 64 * 1024;

const receipt = job(INIT, 'Bread 12.50', LF, CUT);

/** Several trips through the network and the event loop: whatever was going to arrive has arrived. */
async function letItSettle(printer: VirtualPrinter): Promise<void> {
  const probe = await startVirtualPrinter();
  for (let trip = 0; trip < 20; trip++) {
    const sender = await connectSender(probe.port);
    sender.send(askStatus(1));
    await sender.answer(1);
    await sender.finish();
  }
  await probe.close();
  expect(printer.openConnections()).toBeGreaterThan(0);
}

describe('printing', () => {
  test('a job arrives byte by byte as sent and is read back', async () => {
    const { printer, sender } = await setUp();
    for (const byte of receipt) sender.send([byte]);
    await sender.finish();
    const printed = await printer.waitForJob(1);
    expect(printed.bytes.equals(receipt)).toBe(true);
    expect(printed).toMatchObject({ number: 1, ending: 'closed', interpretation: { unexplained: [] } });
    expect(printed.interpretation.receipts.map(toText)).toEqual([`Bread 12.50\n${'-'.repeat(48)}`]);
  });

  test('a job event comes for each job, in order, and none for a connection that only asks', async () => {
    const { printer, sender } = await setUp();
    const numbers: number[] = [];
    printer.events.on('job', ({ number }) => numbers.push(number));
    sender.send(askStatus(1));
    await sender.finish();
    for (const expected of [1, 2]) {
      const next = await connectSender(printer.port);
      next.send(receipt);
      await next.finish();
      expect((await printer.waitForJob(expected)).number).toBe(expected);
    }
    expect(numbers).toEqual([1, 2]);
  });

  test('paper is visible while the connection is still open', async () => {
    const { printer, sender } = await setUp();
    sender.send(receipt, processId('0001'));
    await sender.answer(7);
    expect(printer.receipts()).toHaveLength(1);
    expect(printer.jobs).toEqual([]);
  });

  test('a printer that closes tells those who wait for a job', async () => {
    const { printer } = await setUp();
    const waiting = expect(printer.waitForJob(1)).rejects.toThrow('closed before job 1');
    await printer.close();
    printers = [];
    await waiting;
  });
});

describe('status', () => {
  test.each<[string, Partial<PrinterState>, readonly number[]]>([
    ['ready', {}, [0x12, 0x12, 0x12, 0x12]],
    ['paper near its end', { paper: 'near-end' }, [0x12, 0x12, 0x12, 0x1e]],
    ['paper out', { paper: 'out' }, [0x1a, 0x32, 0x12, 0x7e]],
    ['cover open', { cover: 'open' }, [0x1a, 0x16, 0x12, 0x12]],
    ['switched off line', { online: false }, [0x1a, 0x12, 0x12, 0x12]],
    ['cutter jammed', { error: 'cutter' }, [0x1a, 0x52, 0x1a, 0x12]],
    ['broken', { error: 'unrecoverable' }, [0x1a, 0x52, 0x32, 0x12]],
    ['paper out and cover open', { paper: 'out', cover: 'open' }, [0x1a, 0x36, 0x12, 0x7e]],
  ])('DLE EOT 1–4: %s', async (_, state, expected) => {
    const { sender } = await setUp(state);
    sender.send(askStatus(1), askStatus(2), askStatus(3), askStatus(4));
    expect(await sender.answer(4)).toEqual(expected);
    expect(await sender.finish()).toEqual([]);
  });

  test('a request is answered at once in the middle of a job, before the job goes on', async () => {
    const { printer, sender } = await setUp();
    sender.send(job(INIT, 'first half'), askStatus(4));
    expect(await sender.answer(1)).toEqual([0x12]);
    expect(printer.receipts()).toEqual([]);
    sender.send(job('second half', LF));
    await sender.finish();
    expect((await printer.waitForJob(1)).interpretation.unexplained).toEqual([]);
  });

  test('a request split over packets is answered', async () => {
    const { sender } = await setUp();
    sender.socket.setNoDelay(true);
    for (const byte of askStatus(1)) sender.send([byte]);
    expect(await sender.answer(1)).toEqual([0x12]);
  });

  test('the same bytes inside an image are answered too, as by real printers', async () => {
    const { printer, sender } = await setUp();
    sender.send(job([0x1d, 0x76, 0x30, 0, 3, 0, 1, 0], askStatus(1)));
    expect(await sender.answer(1)).toEqual([0x12]);
    await sender.finish();
    expect((await printer.waitForJob(1)).interpretation).toMatchObject({
      events: [{ kind: 'raster' }],
      unexplained: [],
    });
  });

  test('GS r, GS I and the process id are answered in their turn', async () => {
    const { sender } = await setUp({ paper: 'near-end' });
    sender.send(receipt, [0x1d, 0x72, 1], [0x1d, 0x49, 67], processId('0042'));
    expect(await sender.finish()).toEqual([
      0x03,
      ...Buffer.from('_VIRTUAL\0'),
      0x37,
      0x22,
      ...Buffer.from('0042'),
      0,
    ]);
  });

  test('the process id comes when printing is completed, not before', async () => {
    const { printer, sender } = await setUp({ paper: 'out' });
    sender.send(receipt, processId('0007'), askStatus(1));
    expect(await sender.answer(1)).toEqual([0x1a]);
    printer.set({ paper: 'ok' });
    expect(await sender.answer(7)).toEqual([0x37, 0x22, ...Buffer.from('0007'), 0]);
  });

  test('GS r is not answered while the paper is out', async () => {
    const { sender } = await setUp({ paper: 'out' });
    sender.send([0x1d, 0x72, 1], askStatus(4), askStatus(4));
    expect(await sender.answer(2)).toEqual([0x7e, 0x7e]);
  });

  test('after GS a every change is sent by itself, and nothing when nothing changes', async () => {
    const { printer, sender } = await setUp();
    sender.send([0x1d, 0x61, 0xff]);
    expect(await sender.answer(4)).toEqual([0x10, 0, 0, 0x0f]);
    printer.set({ cover: 'open' });
    printer.set({ cover: 'open' });
    expect(await sender.answer(4)).toEqual([0x38, 0, 0, 0x0f]);
    printer.set({ cover: 'closed', paper: 'out' });
    expect(await sender.answer(4)).toEqual([0x18, 0, 0x0f, 0x0f]);
    printer.set({ paper: 'ok' });
    expect(await sender.answer(4)).toEqual([0x10, 0, 0, 0x0f]);
    sender.send([0x1d, 0x61, 0]);
    expect(await sender.finish()).toEqual([]);
  });
});

describe('faults', () => {
  test.each<[string, Partial<PrinterState>, Partial<PrinterState>]>([
    ['the paper is out', { paper: 'out' }, { paper: 'ok' }],
    ['the cover is open', { cover: 'open' }, { cover: 'closed' }],
    ['it is off line', { online: false }, { online: true }],
    ['the cutter is jammed', { error: 'cutter' }, { error: 'none' }],
  ])(
    'nothing prints while %s; the buffered job prints when it is over, though its sender is gone',
    async (_, on, off) => {
      const { printer, sender } = await setUp(on);
      sender.send(receipt, askStatus(1));
      await sender.answer(1);
      sender.socket.destroy();
      await letItSettle(printer);
      expect(printer.receipts()).toEqual([]);
      expect(printer.waitingBytes()).toBe(receipt.length + 3);
      printer.set(off);
      expect((await printer.waitForJob(1)).interpretation.receipts).toHaveLength(1);
    },
  );

  test('the roll ends in the middle of a receipt, and a new roll prints the rest', async () => {
    const { printer, sender } = await setUp({ paperLeftLines: 2 });
    sender.send(job('one', LF, 'two', LF, 'three', LF, CUT), askStatus(4));
    expect(await sender.answer(1)).toEqual([0x12]);
    sender.send(askStatus(4));
    expect(await sender.answer(1)).toEqual([0x7e]);
    expect(printer.receipts().map(toText)).toEqual(['one\ntwo']);
    printer.set({ paper: 'ok' });
    await sender.finish();
    expect((await printer.waitForJob(1)).interpretation.receipts.map(toText)).toEqual([
      `one\ntwo\nthree\n${'-'.repeat(48)}`,
    ]);
    expect(printer.state.paperLeftLines).toBe('plenty');
  });

  test('off line it takes no more than its buffer, and then stops reading', async () => {
    const { printer, sender } = await setUp({ paper: 'out' });
    sender.send(Buffer.from(`${'x'.repeat(40)}\n`.repeat(20_000)));
    await letItSettle(printer);
    expect(printer.waitingBytes()).toBeGreaterThanOrEqual(receiveBufferBytes);
    expect(printer.waitingBytes()).toBeLessThanOrEqual(receiveBufferBytes + packetBytes);
    sender.send(askStatus(1));
    sender.socket.end();
    printer.set({ paper: 'ok' });
    const { interpretation } = await printer.waitForJob(1);
    expect(interpretation.events.filter((event) => event.kind === 'line')).toHaveLength(20_000);
  });

  test('never-reads: the sender connects, and its writes do not end', async () => {
    const { printer, sender } = await setUp({ mode: { kind: 'never-reads' } });
    let isWritten = false;
    sender.socket.write(Buffer.concat([Buffer.alloc(12 * 1024 * 1024), receipt]), () => {
      isWritten = true;
    });
    await letItSettle(printer);
    expect(isWritten).toBe(false);
    expect(printer.waitingBytes()).toBe(0);
    printer.set({ mode: { kind: 'normal' } });
    await sender.finish();
    expect(isWritten).toBe(true);
    expect((await printer.waitForJob(1)).interpretation.receipts).toHaveLength(1);
  });

  test('stalls-after: exactly so many bytes are printed, and the rest when it goes on', async () => {
    const { printer, sender } = await setUp({ mode: { kind: 'stalls-after', bytes: 16 } });
    sender.send(job('first line 1234', LF, 'second line', LF), askStatus(1));
    await letItSettle(printer);
    expect(printer.receipts().map(toText)).toEqual(['first line 1234']);
    expect(printer.waitingBytes()).toBe(15);
    printer.set({ mode: { kind: 'normal' } });
    expect(await sender.answer(1)).toEqual([0x12]);
    await sender.finish();
    expect((await printer.waitForJob(1)).interpretation.receipts.map(toText)).toEqual([
      'first line 1234\nsecond line',
    ]);
  });

  test('resets-after: the sender sees a reset, and what had come is on paper', async () => {
    const { printer, sender } = await setUp({ mode: { kind: 'resets-after', bytes: 16 } });
    sender.send(job('first line 1234', LF, 'second line', LF));
    expect(await sender.over).toBe('reset');
    const broken = await printer.waitForJob(1);
    expect(broken.ending).toBe('reset');
    expect(broken.interpretation.receipts.map(toText)).toEqual(['first line 1234']);
  });

  test('mute: prints, and answers nothing', async () => {
    const { printer, sender } = await setUp({ mode: { kind: 'mute' } });
    sender.send(askStatus(1), [0x1d, 0x61, 0xff], receipt, [0x1d, 0x72, 1], processId('0001'));
    expect(await sender.finish()).toEqual([]);
    expect((await printer.waitForJob(1)).interpretation.receipts).toHaveLength(1);
  });

  test('power off: the connection breaks and the buffer is lost', async () => {
    const { printer, sender } = await setUp({ cover: 'open' });
    sender.send(receipt, askStatus(1));
    await sender.answer(1);
    printer.powerCycle();
    printer.set({ cover: 'closed' });
    await sender.over;
    expect(printer.receipts()).toEqual([]);
    expect(printer.waitingBytes()).toBe(0);
  });

  test('DLE ENQ 2 frees a jammed cutter and throws away the buffer, process id included', async () => {
    const { printer, sender } = await setUp({ error: 'cutter' });
    sender.send(receipt, processId('0009'), askStatus(1));
    expect(await sender.answer(1)).toEqual([0x1a]);
    sender.send([0x10, 0x05, 2], askStatus(1));
    sender.send(processId('0010'));
    const answers = await sender.finish();
    expect(Buffer.from(answers).toString('latin1')).toContain('0010');
    expect(Buffer.from(answers).toString('latin1')).not.toContain('0009');
    expect(printer.state.error).toBe('none');
    expect(printer.jobs).toEqual([]);
  });

  test('a job longer than any receipt is reset', async () => {
    const { sender } = await setUp();
    sender.socket.write(Buffer.alloc(maxJobBytes + 1));
    expect(await sender.over).toBe('reset');
  });
});
