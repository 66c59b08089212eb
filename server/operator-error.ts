/** A fault that the person at the command line can act on: its message is shown as it is, without a stack trace. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}
