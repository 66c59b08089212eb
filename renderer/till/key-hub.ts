/**
 * The one listener for keys, in the capture phase of the window: whatever has the focus, a scan arrives. Screens put a
 * receiver on top while they are shown; inputs of the page (the enrolment form) keep their keys.
 */
import { addToBurst, endOfBurst, noBurst } from './model/burst.ts';
import { type KeyIntent, keyIntent } from './model/key-intent.ts';

export type KeyReceiver = {
  readonly intent: (intent: KeyIntent) => void;
  /** A text that only a scanner types so fast. True when it was taken, so that its Enter means nothing else. */
  readonly scanned?: (text: string) => boolean;
  /** Whether something is typed that Enter belongs to. If not, Enter presses the focused button. */
  readonly expectsEnter?: () => boolean;
  /** A dialog: keys go to its buttons, only scans are taken. */
  readonly isDialog?: boolean;
};

export type KeyHub = {
  /** Puts a receiver on top; the answer takes it away. */
  readonly receive: (receiver: KeyReceiver) => () => void;
  readonly stop: () => void;
};

export function createKeyHub(target: Window): KeyHub {
  const receivers: KeyReceiver[] = [];
  let burst = noBurst;

  const onKeyDown = (event: KeyboardEvent): void => {
    const receiver = receivers.at(-1);
    const intent = keyIntent(event);
    if (!receiver || !intent || event.isComposing || isInput(event.target)) return;
    const scanned = intent.kind === 'enter' ? endOfBurst(burst, event.timeStamp) : null;
    if (intent.kind === 'char') burst = addToBurst(burst, intent.char, event.timeStamp);
    else burst = noBurst;
    if (scanned !== null && receiver.scanned?.(scanned)) return swallow(event);
    if (receiver.isDialog || (intent.kind === 'enter' && pressesButton(event, receiver))) return;
    swallow(event);
    if (event.repeat && !repeats(intent)) return;
    receiver.intent(intent);
  };

  target.addEventListener('keydown', onKeyDown, { capture: true });
  return {
    receive: (receiver) => {
      receivers.push(receiver);
      return () => {
        const at = receivers.indexOf(receiver);
        if (at >= 0) receivers.splice(at, 1);
      };
    },
    stop: () => target.removeEventListener('keydown', onKeyDown, { capture: true }),
  };
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

const repeats = (intent: KeyIntent): boolean =>
  intent.kind === 'erase' || (intent.kind === 'command' && /^(up|down)$/.test(intent.command));

const isInput = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

const pressesButton = ({ target }: Event, receiver: KeyReceiver): boolean =>
  target instanceof HTMLButtonElement && !(receiver.expectsEnter?.() ?? true);
