import { EventEmitter } from 'node:events';
import { type CdpSession } from './cdp.ts';
import type { EventOf } from './cdp-protocol.ts';
import { chromium, openTarget } from './chromium.ts';
import { codec } from './codec.ts';
import { invokeHandler, ipcMain } from './ipc-main.ts';
import { toAppUrl, toWebUrl } from './protocol.ts';
import { answerRequest } from './requests.ts';
import { applyPermissions, defaultSession } from './session.ts';
import { bindingName, installWorlds, preloadWorld, type WorldOptions } from './worlds.ts';

type OpenRequest = { readonly url: string; readonly frameName: string };
type OpenHandler = (request: OpenRequest) => { readonly action: 'allow' | 'deny' };
type FromPage = {
  readonly kind: 'invoke' | 'send';
  readonly id?: number;
  readonly channel: string;
  readonly args: unknown;
};

const byTarget = new Map<string, WebContents>();
let lastId = 0;

export function webContentsOf(targetId: string): WebContents | undefined {
  return byTarget.get(targetId);
}

/** One page of Chromium, seen as Electron's `webContents`. */
export class WebContents extends EventEmitter {
  readonly id: number;
  readonly session = defaultSession;
  /** Resolves when the page is attached and its worlds are prepared. */
  readonly attached: Promise<void>;
  mainFrame = { url: '', origin: 'null', parent: null, routingId: 1, processId: 1 };
  targetId = '';
  #cdp: CdpSession | undefined;
  #preloadContext: number | undefined;
  #ownNavigation = '';
  #openHandler: OpenHandler | undefined;
  #openRequests: OpenRequest[] = [];
  #destroyed = false;

  constructor(options: WorldOptions) {
    super();
    lastId += 1;
    this.id = lastId;
    this.attached = this.#attach(options);
    this.attached.catch((cause: unknown) => console.error('mini-electron:', cause));
  }

  getURL(): string {
    return this.mainFrame.url;
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  isCrashed(): boolean {
    return false;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  /** Resolves when the page has loaded; rejects when Chromium refuses the address. */
  async loadURL(url: string): Promise<void> {
    const cdp = await this.#session();
    this.#ownNavigation = toWebUrl(url);
    const finished = new Promise<void>((resolve) => this.once('did-finish-load', () => resolve()));
    const { errorText } = await cdp.send('Page.navigate', { url: this.#ownNavigation });
    if (errorText) {
      this.emit('did-fail-load', {}, -2, errorText, url, true);
      throw new Error(`${errorText} (-2) loading '${url}'`);
    }
    await finished;
    this.#ownNavigation = '';
  }

  reload(): void {
    this.#ownNavigation = toWebUrl(this.getURL());
    this.#command((cdp) => cdp.send('Page.reload'));
  }

  send(channel: string, ...args: readonly unknown[]): void {
    this.#tellPreload({ kind: 'event', channel, args: codec.encode(args) });
  }

  async executeJavaScript(expression: string): Promise<unknown> {
    const cdp = await this.#session();
    const request = { expression, awaitPromise: true, returnByValue: true, userGesture: true };
    const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', request);
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }
    return result.value;
  }

  async capturePage(): Promise<{ readonly toPNG: () => Buffer }> {
    const { data } = await (await this.#session()).send('Page.captureScreenshot');
    return { toPNG: () => Buffer.from(data, 'base64') };
  }

  forcefullyCrashRenderer(): void {
    this.#command((cdp) => cdp.send('Page.crash'));
  }

  setZoomFactor(_factor: number): void {}

  async setVisualZoomLevelLimits(_minimum: number, _maximum: number): Promise<void> {}

  openDevTools(): void {}

  closeDevTools(): void {}

  isDevToolsOpened(): boolean {
    return false;
  }

  setBackgroundThrottling(_allowed: boolean): void {}

  markDestroyed(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    byTarget.delete(this.targetId);
    this.emit('destroyed');
  }

  /** A page opened by this one is closed again unless the app allows it. */
  async decideAboutPopup(targetId: string, url: string): Promise<void> {
    const request = this.#openRequests.shift() ?? { url: toAppUrl(url), frameName: '' };
    if (this.#openHandler === undefined || this.#openHandler(request).action === 'allow') return;
    await (await chromium()).send('Target.closeTarget', { targetId }).catch(() => undefined);
  }

  async #session(): Promise<CdpSession> {
    await this.attached;
    if (!this.#cdp) throw new Error('mini-electron: the page is not attached');
    return this.#cdp;
  }

  #command(act: (cdp: CdpSession) => Promise<unknown>): void {
    // A crashed page answers no command; that is what the caller may have asked for.
    this.#session()
      .then(act)
      .catch(() => undefined);
  }

  async #attach(options: WorldOptions): Promise<void> {
    const connection = await chromium();
    this.targetId = await openTarget(connection);
    byTarget.set(this.targetId, this);
    const attach = { targetId: this.targetId, flatten: true };
    const { sessionId } = await connection.send('Target.attachToTarget', attach);
    const cdp = connection.session(sessionId);
    this.#cdp = cdp;
    this.#listenToWorlds(cdp);
    this.#listenToPage(cdp);
    await cdp.send('Page.enable');
    await cdp.send('Page.setLifecycleEventsEnabled', { enabled: true });
    await cdp.send('Runtime.enable');
    await cdp.send('Inspector.enable');
    await installWorlds(cdp, options);
    await cdp.send('Fetch.enable', {
      patterns: [
        { urlPattern: '*', requestStage: 'Request' },
        { urlPattern: '*', requestStage: 'Response' },
      ],
    });
  }

  #listenToWorlds(cdp: CdpSession): void {
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      const frameId = (context.auxData as { frameId?: string } | undefined)?.frameId;
      if (context.name === preloadWorld && frameId === this.targetId) this.#preloadContext = context.id;
    });
    cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (executionContextId === this.#preloadContext) this.#preloadContext = undefined;
    });
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name !== bindingName || executionContextId !== this.#preloadContext) return;
      void this.#receive(JSON.parse(payload) as FromPage, executionContextId);
    });
  }

  #listenToPage(cdp: CdpSession): void {
    cdp.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId === undefined) this.#navigated(frame.url);
    });
    cdp.on('Page.domContentEventFired', () => this.emit('dom-ready', {}));
    cdp.on('Page.lifecycleEvent', ({ name, frameId }) => {
      const isPage = this.mainFrame.url !== '' && this.mainFrame.url !== 'about:blank';
      if (name === 'load' && frameId === this.targetId && isPage) this.emit('did-finish-load', {});
    });
    cdp.on('Page.windowOpen', ({ url, windowName }) => {
      this.#openRequests.push({ url: toAppUrl(url), frameName: windowName });
    });
    cdp.on('Inspector.targetCrashed', () => this.emitGone('crashed', 5));
    cdp.on('Runtime.consoleAPICalled', ({ type, args }) => this.#console(type, args));
    cdp.on('Fetch.requestPaused', (paused) => {
      const owner = {
        cdp,
        targetId: this.targetId,
        webContents: this,
        allowsNavigation: this.#allowsNavigation,
      };
      // The page may be gone before its request is answered.
      answerRequest(owner, paused).catch(() => undefined);
    });
  }

  emitGone(reason: 'crashed' | 'killed', exitCode: number): void {
    this.#preloadContext = undefined;
    this.emit('render-process-gone', {}, { reason, exitCode });
  }

  #navigated(webUrl: string): void {
    const url = toAppUrl(webUrl);
    const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/.exec(url)?.[0] ?? 'null';
    this.mainFrame = { ...this.mainFrame, url, origin };
    this.emit('did-navigate', {}, url);
    void chromium().then((connection) =>
      applyPermissions(connection, this, /^[a-z]+:\/\/[^/]*/.exec(webUrl)?.[0] ?? ''),
    );
  }

  readonly #allowsNavigation = (webUrl: string): boolean => {
    if (webUrl === this.#ownNavigation) return true;
    let prevented = false;
    const url = toAppUrl(webUrl);
    const preventDefault = (): void => {
      prevented = true;
    };
    this.emit('will-navigate', { preventDefault, url, isMainFrame: true }, url);
    return !prevented;
  };

  #console(type: string, args: EventOf<'Runtime.consoleAPICalled'>[0]['args']): void {
    const message = args.map((a) => String(a.value ?? a.description ?? '')).join(' ');
    const level = type === 'error' || type === 'warning' || type === 'debug' ? type : 'info';
    this.emit('console-message', { level, message, frame: this.mainFrame, lineNumber: 0, sourceId: '' });
  }

  async #receive(message: FromPage, context: number): Promise<void> {
    const args = codec.decode(message.args) as unknown[];
    const event = {
      sender: this,
      senderFrame: { ...this.mainFrame },
      frameId: 1,
      processId: 1,
      type: 'frame',
      reply: (channel: string, ...values: unknown[]) => this.send(channel, ...values),
    };
    if (message.kind === 'send') {
      ipcMain.emit(message.channel, event, ...args);
      return;
    }
    const answer = await this.#answer(message.channel, event, args);
    const same = this.#preloadContext === context;
    if (same) this.#tellPreload({ kind: 'reply', id: message.id, channel: message.channel, ...answer });
  }

  async #answer(channel: string, event: unknown, args: readonly unknown[]): Promise<object> {
    try {
      return { value: codec.encode(await invokeHandler(channel, event, args)) };
    } catch (cause) {
      return { error: String(cause) };
    }
  }

  #tellPreload(message: object): void {
    const contextId = this.#preloadContext;
    if (contextId === undefined) return;
    const expression = `__miniElectronReceive(${JSON.stringify(JSON.stringify(message))})`;
    this.#command((cdp) => cdp.send('Runtime.evaluate', { contextId, expression }));
  }
}
