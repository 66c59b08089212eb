/** The cashier's window. A page that crashes is loaded again: basket and journal are in main and lose nothing by it. */
import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';
import type { Language } from '../../shared/kernel/language.ts';
import { PAGE_HOST, PAGE_SCHEME } from '../ipc/our-page.ts';
import type { Log } from '../log/log.ts';

export type WindowFacts = {
  /** The first screen's language; null leaves it to the page. */
  readonly language: Language | null;
  /** Written into the enrolment screen beforehand. */
  readonly hqUrl: string | null;
  readonly log: Log;
};

const RELOAD_PAUSE_MS = 500;

export async function openTillWindow({ language, hqUrl, log }: WindowFacts): Promise<BrowserWindow> {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    title: 'Puncta',
    backgroundColor: '#ffffff',
    webPreferences: {
      preload: join(app.getAppPath(), 'out', 'preload', 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  const load = (): Promise<void> => window.loadURL(tillUrl({ language, hqUrl }));
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log.info('window.gone', { reason });
    if (reason !== 'clean-exit') setTimeout(() => void loadAgain(), RELOAD_PAUSE_MS);
  });
  async function loadAgain(): Promise<void> {
    if (window.isDestroyed()) return;
    try {
      await load();
      log.info('window.again');
    } catch (cause) {
      log.error('window.load', cause);
    }
  }
  await load();
  return window;
}

/** `app://till/index.html?lang=ro&hq=https://…` */
function tillUrl({ language, hqUrl }: Pick<WindowFacts, 'language' | 'hqUrl'>): string {
  const query = new URLSearchParams({
    ...(language === null ? {} : { lang: language }),
    ...(hqUrl === null ? {} : { hq: hqUrl }),
  }).toString();
  return `${PAGE_SCHEME}://${PAGE_HOST}/index.html${query === '' ? '' : `?${query}`}`;
}
