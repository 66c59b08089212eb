/** Everything one till window holds, put together from a bridge. The page calls it once; tests call it with a fake. */
import type { PunctaBridge } from '../../shared/ipc/contract.ts';
import type { TillStatus } from '../../shared/ipc/status.ts';
import type { PrintJobView } from '../../shared/ipc/views.ts';
import { failure } from '../../shared/kernel/failure.ts';
import type { Language } from '../../shared/kernel/language.ts';
import { fail } from '../../shared/kernel/result.ts';
import type { DeviceLog } from '../device-log/device-log.ts';
import { COLLECTION_NAMES } from '../store/collection-names.ts';
import type { Databases } from '../store/databases.ts';
import { openTillStore, type TillStore } from '../store/till-store.ts';
import { createSaleSession, type SaleSession } from './model/sale-session.ts';
import { createValue, type Value } from './model/value.ts';

export type Till = {
  readonly bridge: PunctaBridge;
  readonly store: TillStore;
  readonly status: Value<TillStatus | null>;
  readonly jobs: Value<readonly PrintJobView[]>;
  readonly language: Value<Language>;
  readonly sale: SaleSession;
  readonly stop: () => Promise<void>;
};

export type TillParts = {
  readonly bridge: PunctaBridge;
  readonly databases: Databases;
  readonly language: Language;
  readonly record: DeviceLog['record'];
  /** The cache could not be written in order; it must be built anew. */
  readonly onLost?: () => void;
};

export async function createTill(parts: TillParts): Promise<Till> {
  const bridge = guarded(parts.bridge);
  const status = createValue<TillStatus | null>(null);
  const jobs = createValue<readonly PrintJobView[]>([]);
  const store = openTillStore(bridge, parts.databases, parts.onLost);
  const sale = createSaleSession({
    bridge,
    store,
    status,
    wallMs: () => Date.now(),
    nowMs: () => performance.now(),
    randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
    watcher: {
      shown: (what, startedAtMs) => afterPaint(() => parts.record(what, { ms: since(startedAtMs) })),
      scanFailed: ({ code }) => parts.record('scanFailed', { code }),
    },
  });
  const stops = [
    bridge.on('status', status.set),
    bridge.on('spool', jobs.set),
    bridge.on('rights', ({ owners }) => sale.rightsMoved(owners)),
    status.watch(noteChanges(status, parts.record)),
    status.watch(refreshWhenReachable(status, store)),
    status.watch(() => store.setWriting(status.get()?.disk.state !== 'critical')),
  ];
  const [first, waiting] = await Promise.all([
    bridge.call('till.status', null),
    bridge.call('spool.jobs', null),
    sale.restore(),
  ]);
  if (first.ok) status.set(first.value);
  if (waiting.ok) jobs.set(waiting.value);
  return {
    bridge,
    store,
    status,
    jobs,
    language: createValue(parts.language),
    sale,
    stop: async () => {
      for (const stop of stops) stop();
      await store.stop();
    },
  };
}

/** A call that breaks on its way is a failure like any other; nothing in the window ever sees it thrown. */
const guarded = (bridge: PunctaBridge): PunctaBridge => ({
  on: bridge.on,
  call: (name, request) => bridge.call(name, request).catch(() => fail(failure('CALL-FAILED'))),
});

const since = (startedAtMs: number): number => Math.round((performance.now() - startedAtMs) * 10) / 10;

const afterPaint = (then: () => void): void => {
  requestAnimationFrame(() => setTimeout(then, 0));
};

/** Printer and link as they were shown, for the device log. */
function noteChanges(status: Value<TillStatus | null>, record: DeviceLog['record']): () => void {
  let printer = '';
  let link = '';
  return () => {
    const now = status.get();
    if (!now) return;
    if (now.printer.state !== printer)
      record('printerShown', { state: now.printer.state, waiting: now.printer.waiting });
    if (now.hq.link !== link) record('linkShown', { link: now.hq.link, unsent: now.hq.unsent });
    printer = now.printer.state;
    link = now.hq.link;
  };
}

/** HQ is back, or the till has just been enrolled: the feeds need not wait for their next try. */
function refreshWhenReachable(status: Value<TillStatus | null>, store: TillStore): () => void {
  let wasReachable = false;
  return () => {
    const now = status.get();
    const isReachable = now !== null && now.place !== null && now.hq.link === 'online';
    if (isReachable && !wasReachable) for (const name of COLLECTION_NAMES) store.refresh(name);
    wasReachable = isReachable;
  };
}
