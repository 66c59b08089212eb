/** Opens the till's window on a fake main, in databases of its own. */
import '../../../renderer/ui/tokens.css';
import '../../../renderer/ui/base.css';
import { createRoot } from 'react-dom/client';
import { expect } from 'vitest';
import { dropDatabases, openDatabases } from '../../../renderer/store/databases.ts';
import { App } from '../../../renderer/till/app.tsx';
import { createKeyHub } from '../../../renderer/till/key-hub.ts';
import { createTill, type Till } from '../../../renderer/till/till.ts';
import { KeyHubContext } from '../../../renderer/till/window-hooks.ts';
import type { Language } from '../../../shared/kernel/language.ts';
import type { FakePuncta } from './fake-puncta.ts';

export type OpenWindow = {
  readonly till: Till;
  /** Rows that the device log was given. */
  readonly recorded: { readonly kind: string; readonly data: Record<string, unknown> }[];
  readonly text: (part: string) => string;
  readonly lines: () => readonly string[];
  /** Closes the window and keeps its databases. */
  readonly close: () => Promise<void>;
  /** Closes it and deletes them, as a full disk or a changed back end does. */
  readonly closeAndForget: () => Promise<void>;
};

let windows = 0;

/** `name` opens the same databases again. */
export async function openWindow(
  fake: FakePuncta,
  { language = 'en', name = newName() }: { language?: Language; name?: string } = {},
): Promise<OpenWindow> {
  const place = document.createElement('div');
  place.id = 'till';
  document.body.append(place);
  const recorded: OpenWindow['recorded'] = [];
  const databases = await openDatabases(name);
  const till = await createTill({
    bridge: fake.bridge,
    databases,
    language,
    record: (kind, data) => void recorded.push({ kind, data }),
  });
  const hub = createKeyHub(window);
  const root = createRoot(place);
  root.render(
    <KeyHubContext value={hub}>
      <App till={till} hqUrl="http://hq.test" />
    </KeyHubContext>,
  );
  await expect.poll(() => document.querySelector('[data-screen]')).not.toBeNull();
  let isOpen = true;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    root.unmount();
    hub.stop();
    await till.stop();
    place.remove();
  };
  return {
    till,
    recorded,
    text: (part) => place.querySelector(`[data-part="${part}"]`)?.textContent ?? '',
    lines: () => [...place.querySelectorAll('[data-part="lines"] [role="option"]')].map(lineText),
    close,
    closeAndForget: async () => {
      await close();
      await dropDatabases(name);
    },
  };
}

export const newName = (): string => {
  windows += 1;
  return `test-${Date.now()}-${windows}`;
};

export const screenName = (): string | null =>
  document.querySelector('[data-screen]')?.getAttribute('data-screen') ?? null;

/** "Bread | 2 pcs | 10.00 | 20.00" */
const lineText = (line: Element): string =>
  [...line.children].map((cell) => (cell.textContent ?? '').trim()).join(' | ');
