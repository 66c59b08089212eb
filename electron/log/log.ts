/** What main writes for support: one JSON line per event, figures and codes only, never a PIN, a key or a phone. */
export type Log = {
  readonly info: (event: string, data?: LogData) => void;
  readonly error: (event: string, cause: unknown, data?: LogData) => void;
};

export type LogData = Readonly<Record<string, string | number | boolean | null>>;

const MAX_CAUSE_CHARS = 4_000;

export function createLog(write: (line: string) => void): Log {
  return {
    info: (event, data) => write(JSON.stringify({ event, ...data })),
    error: (event, cause, data) => write(JSON.stringify({ event, ...data, cause: causeText(cause) })),
  };
}

/** The stack stays in the log: it never goes to the window. */
function causeText(cause: unknown): string {
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return text.slice(0, MAX_CAUSE_CHARS);
}
