/**
 * A receipt printer on a TCP port. A write that the system took is no proof: the printer's own word is, and without it
 * a job is `sent` at best. One writer for each printer: a second connection would mix two receipts.
 */
import { connect as connectSocket, type Socket } from 'node:net';
import { assert } from '../../../shared/kernel/assert.ts';
import type { ConnectPrinter, PrinterConnection } from './port.ts';
import type { PrinterAddress } from './printer-url.ts';
import { createTcpConnection } from './tcp-connection.ts';

export const CONNECT_TIMEOUT_MS = 1_500;

const writers = new Set<string>();

export function tcpPrinter(address: PrinterAddress): ConnectPrinter {
  const name = `${address.host}:${address.port}`;
  return async (signal) => {
    assert(!writers.has(name), `printer ${name} has a writer already`);
    writers.add(name);
    const socket = await open(address, signal);
    if (!socket) {
      writers.delete(name);
      return null;
    }
    const cutOff = () => socket.destroy();
    signal.addEventListener('abort', cutOff, { once: true });
    socket.once('close', () => {
      signal.removeEventListener('abort', cutOff);
      writers.delete(name);
    });
    return createTcpConnection(socket) satisfies PrinterConnection;
  };
}

function open({ host, port }: PrinterAddress, signal: AbortSignal): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connectSocket({ host, port, noDelay: true });
    const settle = (result: Socket | null) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      socket.off('connect', succeed);
      if (!result) socket.destroy();
      resolve(result);
    };
    const succeed = () => settle(socket);
    const giveUp = () => settle(null);
    const timer = setTimeout(giveUp, CONNECT_TIMEOUT_MS);
    signal.addEventListener('abort', giveUp, { once: true });
    socket.once('connect', succeed);
    // Stays for the connection's whole life: what went wrong shows in 'close'.
    socket.on('error', giveUp);
  });
}
