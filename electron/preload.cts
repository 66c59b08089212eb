/**
 * All that a page gets from main: the calls and events of the contract, by name. `ipcRenderer` itself never crosses.
 * A CommonJS file, because a sandboxed preload is one; build/bundle makes one file of it and what it requires.
 */
import type * as Electron from 'electron/renderer';
import type { PunctaBridge } from '../shared/ipc/contract.ts';
import type * as Names from '../shared/ipc/names.ts';

const { contextBridge, ipcRenderer } = require('electron') as typeof Electron;
const { CALL_NAMES, callChannel, EVENT_NAMES, eventChannel } =
  require('../shared/ipc/names.ts') as typeof Names;

const calls: ReadonlySet<string> = new Set(CALL_NAMES);
const events: ReadonlySet<string> = new Set(EVENT_NAMES);
const failed = (code: 'CALL-REFUSED' | 'CALL-FAILED') => ({ ok: false, failure: { code } }) as const;

const bridge: PunctaBridge = {
  call: async (name, request) => {
    if (!calls.has(name)) return failed('CALL-REFUSED');
    try {
      return await ipcRenderer.invoke(callChannel(name), request);
    } catch {
      return failed('CALL-FAILED');
    }
  },
  on: (name, listener) => {
    if (!events.has(name)) return () => undefined;
    const forward = (_event: unknown, payload: Parameters<typeof listener>[0]): void => listener(payload);
    ipcRenderer.on(eventChannel(name), forward);
    return () => ipcRenderer.off(eventChannel(name), forward);
  },
};

contextBridge.exposeInMainWorld('puncta', bridge);
