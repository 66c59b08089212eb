import type { CallRequest, CallResult } from '../../shared/ipc/contract.ts';
import type { CallName } from '../../shared/ipc/names.ts';

/** One handler for each call of the contract; requests have passed their schema before they get here. */
export type CallHandlers = {
  readonly [Name in CallName]: (request: CallRequest<Name>) => CallResult<Name> | Promise<CallResult<Name>>;
};
