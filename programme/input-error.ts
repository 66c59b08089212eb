/** Something that whoever called the command can put right; `code` is a stable name for it. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
