import { EventEmitter } from 'node:events';
import type { CdpConnection } from './cdp.ts';
import { protocol } from './protocol.ts';

type PermissionHandler = (
  webContents: unknown,
  permission: string,
  callback: (granted: boolean) => void,
  details: { readonly requestingUrl: string; readonly isMainFrame: boolean },
) => void;
type PermissionCheck = (webContents: unknown, permission: string, origin: string) => boolean;
export type HeadersDetails = {
  readonly url: string;
  readonly method: string;
  readonly resourceType: string;
  readonly webContents: unknown;
  readonly responseHeaders: Record<string, string[]>;
};
export type HeadersChange = {
  readonly responseHeaders?: Record<string, string | string[]>;
  readonly cancel?: boolean;
};
type HeadersListener = (details: HeadersDetails, callback: (change: HeadersChange) => void) => void;
export type RequestDetails = { readonly url: string; readonly method: string; readonly resourceType: string };
type RequestListener = (
  details: RequestDetails,
  callback: (change: { readonly cancel?: boolean }) => void,
) => void;

// Electron's names beside those of Chromium's debugging protocol.
const permissions = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['clipboard-read', 'clipboard-read'],
  ['midi', 'midi'],
  ['idle-detection', 'idle-detection'],
] as const;

let permissionHandler: PermissionHandler | undefined;
let headersListener: HeadersListener | undefined;
let requestListener: RequestListener | undefined;

export const defaultSession = Object.assign(new EventEmitter(), {
  protocol,
  webRequest: {
    onHeadersReceived: (...given: readonly unknown[]): void => {
      headersListener = given.at(-1) as HeadersListener | undefined;
    },
    onBeforeRequest: (...given: readonly unknown[]): void => {
      requestListener = given.at(-1) as RequestListener | undefined;
    },
  },
  setPermissionRequestHandler: (handler: PermissionHandler | null): void => {
    permissionHandler = handler ?? undefined;
  },
  setPermissionCheckHandler: (_handler: PermissionCheck | null): void => undefined,
  setDevicePermissionHandler: (_handler: unknown): void => undefined,
  setDisplayMediaRequestHandler: (_handler: unknown): void => undefined,
  setSpellCheckerEnabled: (_enabled: boolean): void => undefined,
});

export const session = { defaultSession, fromPartition: () => defaultSession };

export function changeHeaders(details: HeadersDetails): Promise<HeadersChange> {
  const listener = headersListener;
  return new Promise((resolve) => (listener ? listener(details, resolve) : resolve({})));
}

export function allowsRequest(details: RequestDetails): Promise<boolean> {
  const listener = requestListener;
  return new Promise((resolve) =>
    listener ? listener(details, ({ cancel }) => resolve(cancel !== true)) : resolve(true),
  );
}

/** Chromium cannot ask from outside while a page waits: the handler is asked for each permission beforehand. */
export async function applyPermissions(
  connection: CdpConnection,
  webContents: unknown,
  origin: string,
): Promise<void> {
  const handler = permissionHandler;
  if (!handler || !origin.startsWith('https:')) return;
  for (const [name, chromiumName] of permissions) {
    const details = { requestingUrl: origin, isMainFrame: true };
    const granted = await new Promise<boolean>((resolve) => handler(webContents, name, resolve, details));
    await connection
      .send('Browser.setPermission', {
        permission: { name: chromiumName },
        setting: granted ? 'granted' : 'denied',
        origin,
      })
      .catch(() => undefined);
  }
}
