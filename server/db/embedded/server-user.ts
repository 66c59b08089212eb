/** PostgreSQL refuses to run as root; then it runs as user `postgres`, who is made where there is none. */
import { execFileSync } from 'node:child_process';
import { OperatorError } from '../../operator-error.ts';

export type ServerUser = { readonly uid: number; readonly gid: number };

const NAME = 'postgres';

/** Null when the server simply runs as whoever runs HQ. */
export function serverUser(): ServerUser | null {
  if (process.getuid?.() !== 0) return null;
  return existing() ?? create();
}

function existing(): ServerUser | null {
  try {
    const id = (flag: string): number => Number(execFileSync('id', [flag, NAME], quiet));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
}

function create(): ServerUser {
  try {
    execFileSync('groupadd', ['--force', '--system', NAME], quiet);
    execFileSync('useradd', ['--system', '--no-create-home', '--gid', NAME, NAME], quiet);
  } catch (cause) {
    throw new OperatorError('PostgreSQL does not run as root, and user postgres could not be made.', {
      cause,
    });
  }
  const made = existing();
  if (!made) throw new OperatorError('PostgreSQL does not run as root, and there is no user postgres.');
  return made;
}

const quiet = {
  encoding: 'utf8' as const,
  stdio: ['ignore', 'pipe', 'ignore'] as ['ignore', 'pipe', 'ignore'],
};
