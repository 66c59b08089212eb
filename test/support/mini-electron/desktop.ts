// The parts of the desktop that a till asks for and that a stand-in has no use for.
import { EventEmitter } from 'node:events';

export const dialog = {
  showErrorBox: (title: string, content: string): void => console.error(`[dialog] ${title}: ${content}`),
  showMessageBox: async () => ({ response: 0, checkboxChecked: false }),
  showOpenDialog: async () => ({ canceled: true, filePaths: [] }),
  showSaveDialog: async () => ({ canceled: true, filePath: '' }),
};

/** What the app opened outside is written to stdout, where a test can read it. */
export const shell = {
  openExternal: async (url: string): Promise<void> => console.log(`[shell] openExternal ${url}`),
  openPath: async (path: string): Promise<string> => {
    console.log(`[shell] openPath ${path}`);
    return '';
  },
  beep: (): void => undefined,
};

export const Menu = {
  setApplicationMenu: (_menu: unknown): void => undefined,
  buildFromTemplate: (_template: unknown) => ({ popup: (): void => undefined }),
};

export const powerMonitor = Object.assign(new EventEmitter(), { getSystemIdleTime: () => 0 });
export const powerSaveBlocker = { start: () => 1, stop: (): void => undefined, isStarted: () => true };
export const crashReporter = { start: (_options: unknown): void => undefined };
export const nativeTheme = Object.assign(new EventEmitter(), {
  themeSource: 'system',
  shouldUseDarkColors: false,
});

const display = {
  id: 1,
  bounds: { x: 0, y: 0, width: 1366, height: 768 },
  workArea: { x: 0, y: 0, width: 1366, height: 768 },
  workAreaSize: { width: 1366, height: 768 },
  scaleFactor: 1,
};
export const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
});
