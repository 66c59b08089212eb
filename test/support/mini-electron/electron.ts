// What `import … from 'electron'` gives in a main process on the stand-in: the parts that a till uses, on Node
// and Debian's Chromium. It serves to test this project's own code (main, preload, IPC, policy, persistence);
// it says nothing about Electron itself. Fuses, asar reading, menus and native dialogs do not exist here, and
// requests made inside workers are not intercepted.
export { app } from './app.ts';
export { BrowserWindow } from './browser-window.ts';
export {
  crashReporter,
  dialog,
  Menu,
  nativeTheme,
  powerMonitor,
  powerSaveBlocker,
  screen,
  shell,
} from './desktop.ts';
export { ipcMain } from './ipc-main.ts';
export { net } from './net.ts';
export { protocol } from './protocol.ts';
export { safeStorage } from './safe-storage.ts';
export { session } from './session.ts';

Object.defineProperty(process.versions, 'electron', { value: '0.0.0-mini', configurable: true });
Object.defineProperty(process, 'type', { value: 'browser' });
