/** Reads JSON from outside: undefined, which no schema takes, for anything that is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
