import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { app } from './app.ts';
import { chromium } from './chromium.ts';
import { appPath } from './paths.ts';
import { WebContents, webContentsOf } from './web-contents.ts';
import { addWindow, removeWindow } from './window-registry.ts';
import type { WorldOptions } from './worlds.ts';

type WebPreferences = WorldOptions & {
  readonly sandbox?: boolean;
  readonly contextIsolation?: boolean;
  readonly nodeIntegration?: boolean;
  readonly webSecurity?: boolean;
};
type Options = {
  readonly width?: number;
  readonly height?: number;
  readonly x?: number;
  readonly y?: number;
  readonly kiosk?: boolean;
  readonly fullscreen?: boolean;
  readonly show?: boolean;
  readonly title?: string;
  readonly webPreferences?: WebPreferences;
};

const closeTimeoutMs = 2000;
const windows = new Set<BrowserWindow>();
let lastId = 0;
let watching = false;

export class BrowserWindow extends EventEmitter {
  readonly id: number;
  readonly webContents: WebContents;
  readonly #options: Options;
  #shown: boolean;
  #destroyed = false;
  #title: string;

  static getAllWindows(): BrowserWindow[] {
    return [...windows];
  }

  static getFocusedWindow(): BrowserWindow | null {
    return [...windows].at(-1) ?? null;
  }

  static fromId(id: number): BrowserWindow | null {
    return [...windows].find((window) => window.id === id) ?? null;
  }

  static fromWebContents(webContents: WebContents): BrowserWindow | null {
    return [...windows].find((window) => window.webContents === webContents) ?? null;
  }

  constructor(options: Options = {}) {
    super();
    const preferences = options.webPreferences ?? {};
    refuseUnsafe(preferences);
    lastId += 1;
    this.id = lastId;
    this.#options = options;
    this.#shown = options.show ?? true;
    this.#title = options.title ?? app.getName();
    this.webContents = new WebContents(preferences);
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    windows.add(this);
    addWindow(this);
    watchTargets();
    this.#place().catch(() => undefined);
    app.emit('web-contents-created', {}, this.webContents);
    app.emit('browser-window-created', {}, this);
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  loadFile(path: string): Promise<void> {
    return this.loadURL(`file://${join(appPath(), path)}`);
  }

  close(): void {
    void this.closeAndWait();
  }

  destroy(): void {
    const { targetId } = this.webContents;
    void chromium().then((connection) =>
      connection.send('Target.closeTarget', { targetId }).catch(() => undefined),
    );
  }

  async closeAndWait(): Promise<boolean> {
    if (this.#destroyed) return true;
    let prevented = false;
    const preventDefault = (): void => {
      prevented = true;
    };
    this.emit('close', { preventDefault });
    if (prevented) return false;
    const closed = new Promise<void>((resolve) => this.once('closed', () => resolve()));
    await this.webContents.attached.catch(() => undefined);
    this.destroy();
    await Promise.race([closed, delay(closeTimeoutMs, undefined, { ref: false })]);
    return true;
  }

  lose(): void {
    this.webContents.emitGone('killed', 9);
    this.forget();
  }

  forget(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    windows.delete(this);
    this.webContents.markDestroyed();
    this.emit('closed');
    removeWindow(this);
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  // A window of Chromium is visible from its start: the stand-in only remembers what the app asked for.
  show(): void {
    this.#shown = true;
    this.emit('show');
  }

  hide(): void {
    this.#shown = false;
    this.emit('hide');
  }

  isVisible(): boolean {
    return this.#shown && !this.#destroyed;
  }

  focus(): void {
    this.webContents.attached
      .then(async () =>
        (await chromium()).send('Target.activateTarget', { targetId: this.webContents.targetId }),
      )
      .catch(() => undefined);
  }

  isFocused(): boolean {
    return BrowserWindow.getFocusedWindow() === this;
  }

  getTitle(): string {
    return this.#title;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  setFullScreen(full: boolean): void {
    this.#bounds({ windowState: full ? 'fullscreen' : 'normal' });
  }

  setKiosk(kiosk: boolean): void {
    this.setFullScreen(kiosk);
  }

  isKiosk(): boolean {
    return this.#options.kiosk ?? false;
  }

  isFullScreen(): boolean {
    return this.#options.fullscreen ?? this.isKiosk();
  }

  maximize(): void {
    this.#bounds({ windowState: 'maximized' });
  }

  minimize(): void {
    this.#bounds({ windowState: 'minimized' });
  }

  restore(): void {
    this.#bounds({ windowState: 'normal' });
  }

  isMinimized(): boolean {
    return false;
  }

  setMenu(_menu: unknown): void {}

  removeMenu(): void {}

  setMenuBarVisibility(_visible: boolean): void {}

  setContentProtection(_enabled: boolean): void {}

  #bounds(bounds: Bounds): void {
    this.webContents.attached.then(() => setBounds(this.webContents.targetId, bounds)).catch(() => undefined);
  }

  async #place(): Promise<void> {
    await this.webContents.attached;
    const { kiosk, fullscreen, width = 800, height = 600, x, y } = this.#options;
    if (kiosk || fullscreen) return setBounds(this.webContents.targetId, { windowState: 'fullscreen' });
    const corner = x === undefined || y === undefined ? {} : { left: x, top: y };
    await setBounds(this.webContents.targetId, { width, height, ...corner });
  }
}

type Bounds = {
  readonly windowState?: 'normal' | 'maximized' | 'minimized' | 'fullscreen';
  readonly width?: number;
  readonly height?: number;
  readonly left?: number;
  readonly top?: number;
};

async function setBounds(targetId: string, bounds: Bounds): Promise<void> {
  const connection = await chromium();
  const { windowId } = await connection.send('Browser.getWindowForTarget', { targetId });
  await connection.send('Browser.setWindowBounds', { windowId, bounds });
}

function refuseUnsafe({ sandbox, contextIsolation, nodeIntegration, webSecurity }: WebPreferences): void {
  if (nodeIntegration || sandbox === false || contextIsolation === false || webSecurity === false) {
    throw new Error('mini-electron: only sandboxed, isolated windows without Node are supported');
  }
}

/** Windows closed by their user and pages opened by pages. */
function watchTargets(): void {
  if (watching) return;
  watching = true;
  void chromium().then((connection) => {
    connection.on('Target.targetDestroyed', ({ targetId }) => {
      const webContents = webContentsOf(targetId);
      if (webContents) BrowserWindow.fromWebContents(webContents)?.forget();
    });
    connection.on('Target.targetCreated', ({ targetInfo: { type, openerId, targetId, url } }) => {
      if (type === 'page' && openerId) void webContentsOf(openerId)?.decideAboutPopup(targetId, url);
    });
  });
}
