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
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    log.info('window.gone', { reason });
    if (reason !== 'clean-exit')
      setTimeout(() => !window.isDestroyed() && window.webContents.reload(), RELOAD_PAUSE_MS);
  });
  await window.loadURL(tillUrl({ language, hqUrl }));
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
