/** Collects where the engine says something else than the case; figures are compared in hundredths or as JSON. */
export class Differences {
  readonly found: string[] = [];

  figure(what: string, expected: number, got: number, tolerance = 0): void {
    if (Math.abs(expected - got) > tolerance) this.found.push(`${what}: expected ${expected}, got ${got}`);
  }

  same(what: string, expected: unknown, got: unknown): void {
    const [left, right] = [JSON.stringify(expected), JSON.stringify(got)];
    if (left !== right) this.found.push(`${what}: expected ${left}, got ${right}`);
  }
}
