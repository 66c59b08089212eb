/**
 * Refusals as a log can bear them: the first of a kind in a minute at once, the others as one number at the minute's end.
 * A stranger who knocks all night fills no disk. Kinds are routes and codes, both few.
 */
export type RefusalKind = { readonly route: string; readonly code: string };
export type RefusalLine = RefusalKind & { readonly more: number; readonly till?: string };

export type RefusalBursts = {
  readonly refused: (kind: RefusalKind, till?: string) => void;
  /** Writes what is still to be counted. */
  readonly flush: () => void;
};

const MINUTE_MS = 60_000;

export function refusalBursts(
  write: (line: RefusalLine) => void,
  nowMs = () => performance.now(),
): RefusalBursts {
  const open = new Map<string, { readonly kind: RefusalKind; readonly sinceMs: number; more: number }>();
  const close = (burst: { readonly kind: RefusalKind; more: number }): void => {
    if (burst.more > 0) write({ ...burst.kind, more: burst.more });
  };
  return {
    refused: (kind, till) => {
      const key = `${kind.route} ${kind.code}`;
      const burst = open.get(key);
      if (burst && nowMs() - burst.sinceMs < MINUTE_MS) {
        burst.more += 1;
        return;
      }
      if (burst) close(burst);
      open.set(key, { kind, sinceMs: nowMs(), more: 0 });
      write({ ...kind, more: 0, ...(till !== undefined && { till }) });
    },
    flush: () => {
      for (const burst of open.values()) close(burst);
      open.clear();
    },
  };
}
