// Electron puts every `--name=value` of its own command line into `app.commandLine`; switches that the app
// appends before `ready` reach Chromium as well.
const given = new Map<string, string>();
const appended = new Map<string, string>();

for (const argument of process.argv.slice(2)) {
  const match = /^--([^=]+)(?:=(.*))?$/s.exec(argument);
  if (match) given.set(match[1] ?? '', match[2] ?? '');
}

export const commandLine = {
  appendSwitch(name: string, value = ''): void {
    appended.set(name, value);
  },
  appendArgument(_value: string): void {},
  removeSwitch(name: string): void {
    given.delete(name);
    appended.delete(name);
  },
  hasSwitch: (name: string): boolean => given.has(name) || appended.has(name),
  getSwitchValue: (name: string): string => appended.get(name) ?? given.get(name) ?? '',
};

/** What the app itself asked Chromium to be started with. */
export function appendedSwitches(): readonly string[] {
  return [...appended].map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`));
}
