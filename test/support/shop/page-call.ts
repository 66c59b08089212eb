import type { Page } from 'playwright-core';
import type { CallRequest, CallResponses, CallResult } from '../../../shared/ipc/contract.ts';
import type { CallName } from '../../../shared/ipc/names.ts';
import type { Result } from '../../../shared/kernel/result.ts';

type AnyBridge = { readonly call: (name: unknown, request: unknown) => Promise<Result<unknown>> };

/** Asks main as a script of the page can: any name, and anything that can be sent to a page. */
export function pageCall(page: Page, name: unknown, request: unknown): Promise<Result<unknown>> {
  return page.evaluate(
    ([asked, payload]) => {
      const { puncta } = window as unknown as { puncta: AnyBridge };
      return puncta.call(asked, payload);
    },
    [name, request] as const,
  );
}

/** As `pageCall`, for calls that must succeed. */
export async function pageDone<Name extends CallName>(
  page: Page,
  name: Name,
  request: CallRequest<Name>,
): Promise<CallResponses[Name]> {
  const answer = (await pageCall(page, name, request)) as CallResult<Name>;
  if (!answer.ok) throw new Error(`${name}: ${answer.failure.code}`);
  return answer.value;
}

/** What became of a call, in one word: `ok`, or the failure's code. */
export const outcome = (answer: Result<unknown>): string => (answer.ok ? 'ok' : answer.failure.code);
