import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { renderPage } from './page-html.ts';
import { pageLanguage } from './page-words.ts';
import { isReady } from './printer-state.ts';
import { renderPaper } from './receipt-html.ts';
import { sampleReceipt } from './sample-receipt.ts';
import { parseStateChange } from './state-change.ts';
import type { VirtualPrinter } from './virtual-printer.ts';

export const maxShownReceipts = 30;
const maxRequestBytes = 10_000;
const maxViewers = 20;

export type PaperPage = { readonly port: number; readonly close: () => Promise<void> };

/** A page on this machine that shows the paper as it comes out and lets a person break the printer. */
export async function startPaperPage(
  printer: VirtualPrinter,
  options: { readonly port: number },
): Promise<PaperPage> {
  const viewers = new Set<Viewer>();
  const server = createServer((request, response) => {
    void serve({ printer, viewers }, request, response).catch(() => response.writeHead(500).end());
  });
  const tellAll = coalesced(() => viewers.forEach((viewer) => viewer.tell()));
  printer.events.on('change', tellAll);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      printer.events.off('change', tellAll);
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

type Context = { readonly printer: VirtualPrinter; readonly viewers: Set<Viewer> };
type Viewer = { readonly tell: () => void };

async function serve(context: Context, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (request.method === 'POST') return act(context, request, { path: url.pathname, response });
  if (url.pathname === '/') return sendPage(context, url, response);
  if (url.pathname === '/events') return openStream(context, request, response);
  response.writeHead(404).end();
}

function sendPage({ printer }: Context, url: URL, response: ServerResponse): void {
  const nonce = randomBytes(16).toString('base64');
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${nonce}'; connect-src 'self'; font-src data:; img-src data:`,
  });
  const language = pageLanguage(url.searchParams.get('lang'));
  const address = `127.0.0.1:${printer.port}`;
  response.end(renderPage({ language, address, widthCells: printer.widthCells, maxShownReceipts, nonce }));
}

function openStream({ printer, viewers }: Context, request: IncomingMessage, response: ServerResponse): void {
  if (viewers.size >= maxViewers) {
    response.writeHead(503).end();
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const viewer = startViewer(printer, (event, data) => {
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  });
  viewers.add(viewer);
  request.on('close', () => viewers.delete(viewer));
  viewer.tell();
}

/** Remembers what one viewer has seen, and sends only the papers that have changed since. */
function startViewer(printer: VirtualPrinter, send: (event: string, data: unknown) => void): Viewer {
  const seen = new Map<number, string>();
  return {
    tell: () => {
      const receipts = printer.receipts();
      const first = Math.max(0, receipts.length - maxShownReceipts);
      const papers = receipts
        .slice(first)
        .map((receipt, at) => ({ index: first + at, html: renderPaper(receipt) }));
      const changed = papers.filter(({ index, html }) => seen.get(index) !== html);
      for (const { index, html } of changed) seen.set(index, html);
      for (const index of seen.keys()) if (index < first) seen.delete(index);
      if (changed.length > 0) send('paper', changed);
      send('state', stateFor(printer, receipts.length));
    },
  };
}

function stateFor(printer: VirtualPrinter, receipts: number) {
  const found = printer.jobs.flatMap((job) => job.interpretation.unexplained);
  const unexplained = found.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const counts = {
    receipts,
    connections: printer.openConnections(),
    waiting: printer.waitingBytes(),
    unexplained,
  };
  return { state: printer.state, isReady: isReady(printer.state), counts };
}

type Action = { readonly path: string; readonly response: ServerResponse };

/** A page of another site cannot send this content type without asking first, and nobody answers such questions. */
async function act(
  { printer }: Context,
  request: IncomingMessage,
  { path, response }: Action,
): Promise<void> {
  if (request.headers['content-type'] !== 'application/json') return void response.writeHead(415).end();
  const body = await readBody(request);
  const change = path === '/state' && body !== undefined ? parseStateChange(body) : undefined;
  if (change !== undefined) printer.set(change);
  else if (path === '/power-cycle') printer.powerCycle();
  else if (path === '/test-receipt') printTestReceipt(printer);
  else return void response.writeHead(400).end();
  response.writeHead(204).end();
}

/** Through the network like any other job, so that the faults strike it too. */
function printTestReceipt(printer: VirtualPrinter): void {
  const socket = connect({ port: printer.port, host: '127.0.0.1' });
  socket.on('error', () => {});
  socket.resume();
  socket.end(sampleReceipt(printer.widthCells));
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > maxRequestBytes) return undefined;
  }
  return text;
}

/** Many changes within one turn of the event loop are told once. */
function coalesced(act: () => void): () => void {
  let isPlanned = false;
  return () => {
    if (isPlanned) return;
    isPlanned = true;
    setImmediate(() => {
      isPlanned = false;
      act();
    });
  };
}
