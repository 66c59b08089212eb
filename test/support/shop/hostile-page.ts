/** Scripts of a page that means harm. They run in the page, so each of them stands alone. */
import type { Page } from 'playwright-core';

type AnyBridge = {
  call: (name: unknown, request: unknown) => Promise<{ ok: boolean; failure?: { code: string } }>;
};
type Refused = { readonly what: string; readonly code: string };

/** Sends one call everything that is no request of it; a value that cannot leave the page counts as not sent. */
export function badPayloads(page: Page, name: string): Promise<readonly Refused[]> {
  return page.evaluate(async (asked) => {
    const { puncta } = window as unknown as { puncta: AnyBridge };
    const nested = (depth: number): unknown => (depth === 0 ? 1 : { inner: nested(depth - 1) });
    const circle: { self?: unknown } = {};
    circle.self = circle;
    const payloads: Record<string, unknown> = {
      nothing: undefined,
      'a truth': true,
      'a number': 42,
      'no number': Number.NaN,
      infinity: Number.POSITIVE_INFINITY,
      'a big number': 10n,
      'a text': 'sale',
      'five megabytes': 'x'.repeat(5_000_000),
      'an empty list': [],
      'a long list': Array(600_000).fill(0),
      'a list of requests': [{}, {}],
      'an empty object': {},
      'a date': new Date(0),
      'a map': new Map([['entryId', 1]]),
      'a set': new Set([1]),
      bytes: new Uint8Array(100),
      'an error': new Error('oops'),
      'a pattern': /x/,
      'an unknown field': { surprise: 1 },
      'the prototype, own': JSON.parse('{"__proto__": {"ok": true, "lines": []}}'),
      'a constructor': { constructor: { prototype: { ok: true } } },
      'texts for numbers': { limit: '1', afterRevision: '0', floatMinor: '5', jobId: '1', countedMinor: '1' },
      'numbers for texts': { entryId: 1, code: 1, hqUrl: 1, pin: 1, cashierId: 1, digits: 1, id: 1 },
      'negative amounts': { floatMinor: -1, countedMinor: -1 },
      'fractions of money': { floatMinor: 0.5, countedMinor: 0.5 },
      'very deep': nested(200),
      'a circle': circle,
      'a function': () => 1,
      'a symbol': Symbol('x'),
    };
    if (asked !== 'till.status') payloads['itself again'] = { call: asked, request: null };
    const answers = [];
    for (const [what, payload] of Object.entries(payloads)) {
      let code: string;
      try {
        const answer = await puncta.call(asked, payload);
        code = answer.ok ? 'ok' : (answer.failure?.code ?? 'no code');
      } catch {
        code = 'not sent';
      }
      answers.push({ what, code });
    }
    return answers;
  }, name);
}

export type Reach = {
  readonly node: readonly string[];
  readonly bridgeFrozen: boolean;
  readonly bridgeReplaced: boolean;
  readonly network: readonly string[];
  readonly evaluated: boolean;
  readonly opened: boolean;
  readonly framed: boolean;
};

/** What the page can get at beside its bridge. */
export function reach(page: Page, hqUrl: string): Promise<Reach> {
  return page.evaluate(async (hq) => {
    const world = window as unknown as Record<string, unknown> & { puncta: AnyBridge };
    const known = world.puncta.call;
    const attempt = (act: () => unknown): boolean => {
      try {
        return Boolean(act());
      } catch {
        return false;
      }
    };
    /** The stand-in for Electron cannot keep a window from opening; it closes it again. */
    const staysOpen = async (opened: Window | null): Promise<boolean> => {
      for (let looks = 0; opened && !opened.closed && looks < 100; looks += 1)
        await new Promise((resolve) => setTimeout(resolve, 20));
      return opened !== null && !opened.closed;
    };
    const addresses = [
      `${hq}/health`,
      'https://example.com/',
      new URL('/index.html', location.href).href,
      new URL('/%2e%2e/%2e%2e/package.json', location.href).href,
      'app://other/index.html',
      'file:///etc/passwd',
    ];
    const answers = await Promise.all(
      addresses.map((address) =>
        fetch(address).then(
          () => [address],
          () => [],
        ),
      ),
    );
    attempt(() => {
      world.puncta.call = async () => ({ ok: true });
    });
    attempt(() => Object.defineProperty(window, 'puncta', { value: {} }));
    const frame = document.createElement('iframe');
    frame.src = location.href;
    document.body.append(frame);
    await new Promise((resolve) => {
      frame.onload = resolve;
      frame.onerror = resolve;
    });
    const framed = attempt(() => 'puncta' in (frame.contentWindow as object));
    frame.remove();
    return {
      node: ['require', 'process', 'Buffer', 'ipcRenderer', 'electron', 'module', 'global'].filter(
        (name) => name in window,
      ),
      bridgeFrozen: Object.isFrozen(world.puncta),
      bridgeReplaced: world.puncta.call !== known,
      network: answers.flat(),
      // biome-ignore lint/security/noGlobalEval: whether it is possible is the question
      evaluated: attempt(() => window.eval('1 + 1')),
      opened: await staysOpen(window.open(location.href)),
      framed,
    };
  }, hqUrl);
}
