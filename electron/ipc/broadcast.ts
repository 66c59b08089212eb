import { BrowserWindow } from 'electron';
import { eventChannel } from '../../shared/ipc/names.ts';
import type { Emit } from '../till/till-options.ts';
import { isOurPage } from './our-page.ts';

/** Sends an event to every window that shows one of the till's own pages. */
export const broadcast: Emit = (name, payload) => {
  for (const { webContents } of BrowserWindow.getAllWindows())
    if (!webContents.isDestroyed() && isOurPage(webContents.getURL()))
      webContents.send(eventChannel(name), payload);
};
