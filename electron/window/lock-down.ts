/**
 * Electron's security checklist for everything that any page of this app may try: no permissions, no other address, no
 * popups, no embedded pages, no downloads. Called once, before the first window.
 */
import { app, session, type WebContents } from 'electron';
import { isOurPage } from '../ipc/our-page.ts';

/** Besides our own scheme, what a page makes of its own data. */
const OWN_DATA = /^(data|blob):/;
const DEVELOPER_TOOLS = /^devtools:\/\//;

export function lockDown(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.on('will-download', (event) => event.preventDefault());
  defaultSession.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !(isOurPage(url) || OWN_DATA.test(url) || DEVELOPER_TOOLS.test(url)) });
  });
  app.on('web-contents-created', (_event, contents) => confine(contents));
}

function confine(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => {
    if (!isOurPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
