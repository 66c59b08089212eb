export function knownChromium(): string | undefined;
export function chromiumFlags(): string[];
export function ensureChromium(): Promise<string>;
