/** A promise of protocol.md section 14 that did not hold. It ends the run of its seed. */
export class Violation extends Error {
  override readonly name = 'Violation';
  readonly rule: string;
  constructor(rule: string, message: string) {
    super(`${rule} ${message}`);
    this.rule = rule;
  }
}

export function hold(condition: boolean, rule: string, message: () => string): asserts condition {
  if (!condition) throw new Violation(rule, message());
}
