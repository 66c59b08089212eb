// `app` closes windows and windows tell `app` when the last one is gone; both meet here, so that neither
// module imports the other.
export type ClosableWindow = {
  /** False when a `close` listener prevented it. */
  readonly closeAndWait: () => Promise<boolean>;
  /** Chromium is gone, and the window with it. */
  readonly lose: () => void;
};

const open = new Set<ClosableWindow>();
let lastClosed: () => void = () => undefined;

export function onLastWindowClosed(listener: () => void): void {
  lastClosed = listener;
}

export function addWindow(window: ClosableWindow): void {
  open.add(window);
}

export function removeWindow(window: ClosableWindow): void {
  if (open.delete(window) && open.size === 0) lastClosed();
}

export function openWindows(): readonly ClosableWindow[] {
  return [...open];
}
