import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import { CALL_NAMES, callChannel } from '../../shared/ipc/names.ts';
import type { Log } from '../log/log.ts';
import { answerCall } from './answer-call.ts';
import type { CallHandlers } from './call-handlers.ts';

/** Registers the calls of the contract and nothing else: a call by any other name has nobody behind it. */
export function registerCalls(handlers: CallHandlers, log: Log): void {
  for (const name of CALL_NAMES) {
    ipcMain.handle(callChannel(name), (event, ...args: unknown[]) =>
      answerCall({ name, senderUrl: topFrameUrl(event), args }, { handlers, log }),
    );
  }
}

/** A frame inside a page is never ours. */
function topFrameUrl({ senderFrame }: IpcMainInvokeEvent): string | null {
  return senderFrame && senderFrame.parent === null ? senderFrame.url : null;
}
