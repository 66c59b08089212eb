/** A fault that the person at the command line can act on: its message is shown as it is, without a stack trace. */
export class OperatorError extends Error {
  override readonly name: string = 'OperatorError';
}

/** The command was called wrongly; nothing has been looked at yet. */
export class UsageError extends OperatorError {
  override readonly name = 'UsageError';
}
