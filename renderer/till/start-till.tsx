import type { Root } from 'react-dom/client';
import type { PunctaBridge } from '../../shared/ipc/contract.ts';
import { assert } from '../../shared/kernel/assert.ts';
import { type DeviceLog, startDeviceLog } from '../device-log/device-log.ts';
import { dropCache, openDatabases } from '../store/databases.ts';
import { watchDatabases } from '../store/watch-databases.ts';
import { App, Waiting } from './app.tsx';
import { createKeyHub } from './key-hub.ts';
import { firstLanguage } from './settings.ts';
import { createTill, type Till } from './till.ts';
import { KeyHubContext } from './window-hooks.ts';

/** Put there by the preload; nothing else of the machine reaches the page. */
type WithBridge = { readonly puncta?: PunctaBridge };

const LOST_KEY = 'puncta-cache-lost';

/** A disk without any room lets no database be opened: the page says that it is starting, and tries again by itself. */
const START_AGAIN_MS = 10_000;

export async function startTill(root: Root, address: URLSearchParams): Promise<void> {
  await start(root, address).catch((cause: unknown) => {
    console.warn('the till does not start', cause);
    root.render(<Waiting language={firstLanguage(address)} />);
    setTimeout(() => location.reload(), START_AGAIN_MS);
  });
}

async function start(root: Root, address: URLSearchParams): Promise<void> {
  const { puncta: bridge } = window as WithBridge;
  assert(bridge, 'the preload has put the bridge on the window');
  if (localStorage.getItem(LOST_KEY)) {
    await dropCache();
    localStorage.removeItem(LOST_KEY);
  }
  let till: Till | null = null;
  const log = logOf(bridge, () => till);
  const databases = await openDatabases();
  till = await createTill({
    bridge,
    databases,
    language: firstLanguage(address),
    record: log.record,
    onLost: () => localStorage.setItem(LOST_KEY, 'yes'),
  });
  const { status } = till;
  watchDatabases({
    databases,
    mayReopen: () => status.get()?.disk.state !== 'critical',
    reopen: () => location.reload(),
  });
  till.language.set(till.status.get()?.cashier?.language ?? till.language.get());
  root.render(
    <KeyHubContext value={createKeyHub(window)}>
      <App till={till} hqUrl={address.get('hq') ?? ''} />
    </KeyHubContext>,
  );
}

function logOf(bridge: PunctaBridge, till: () => Till | null): DeviceLog {
  const run = crypto.randomUUID().slice(0, 8);
  let rows = 0;
  return startDeviceLog({
    bridge,
    businessDate: () => till()?.status.get()?.businessDate ?? null,
    wallMs: () => Date.now(),
    mayWrite: () => till()?.status.get()?.disk.state !== 'critical',
    newId: () => {
      rows += 1;
      return `${run}-${String(rows).padStart(8, '0')}`;
    },
  });
}
