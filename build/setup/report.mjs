/** A set-up step that cannot go on; its message says what is wrong and what to do. */
export class SetupFailure extends Error {}

/** Set-up speaks on stderr, so that stdout belongs to the program that it prepares. */
export function say(line) {
  process.stderr.write(`set-up: ${line}\n`);
}

/** Runs a step; a SetupFailure ends the process with one clear sentence, anything else is a bug and shows its stack. */
export async function orExit(step) {
  try {
    return await step();
  } catch (cause) {
    if (!(cause instanceof SetupFailure)) throw cause;
    say(cause.message);
    process.exit(1);
  }
}
