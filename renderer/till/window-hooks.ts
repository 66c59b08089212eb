import { createContext, useContext, useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import type { KeyHub, KeyReceiver } from './key-hub.ts';
import type { Value } from './model/value.ts';

export const useValue = <T>(value: Pick<Value<T>, 'get' | 'watch'>): T =>
  useSyncExternalStore(value.watch, value.get);

export const KeyHubContext = createContext<KeyHub | null>(null);

/** Sends the keyboard to a screen while it is shown. */
export function useKeys(receiver: KeyReceiver): void {
  const hub = useContext(KeyHubContext);
  const latest = useRef(receiver);
  const isDialog = receiver.isDialog ?? false;
  useLayoutEffect(() => {
    latest.current = receiver;
  });
  // Before the screen is painted: no key may fall between two screens.
  useLayoutEffect(
    () =>
      hub?.receive({
        isDialog,
        intent: (intent) => latest.current.intent(intent),
        scanned: (text) => latest.current.scanned?.(text) ?? false,
        expectsEnter: () => latest.current.expectsEnter?.() ?? true,
      }),
    [hub, isDialog],
  );
}

/** Gives the focus back to the screen's home field, so that the next Enter belongs to it and to no button. */
export function focusHome(): void {
  if (document.querySelector('[role="dialog"]')) return;
  document.querySelector<HTMLElement>('[data-home]')?.focus({ preventScroll: true });
}

/** After each touch the focus goes home; Tab still walks through the buttons. */
export function useFocusHome(): void {
  useEffect(() => {
    const afterPress = (): void => void setTimeout(focusHome, 0);
    window.addEventListener('pointerup', afterPress);
    return () => window.removeEventListener('pointerup', afterPress);
  }, []);
}
