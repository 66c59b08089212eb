// The types of Chromium's debugging protocol come with playwright-core, which does not export them by name.
import type { Protocol as PlaywrightProtocol } from '../../../node_modules/playwright-core/types/protocol.d.ts';

export type { PlaywrightProtocol as Protocol };
export type Command = keyof PlaywrightProtocol.CommandParameters &
  keyof PlaywrightProtocol.CommandReturnValues;
export type Parameters<C extends Command> = PlaywrightProtocol.CommandParameters[C];
export type Answer<C extends Command> = PlaywrightProtocol.CommandReturnValues[C];
export type Event = keyof PlaywrightProtocol.EventMap;
export type EventOf<E extends Event> = PlaywrightProtocol.EventMap[E];
