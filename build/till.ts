// `npm run till`: one till alone. Its main process, electron/main.ts, runs unmodified on real Electron where its
// binary is, else on the stand-in; it is told what to do by the switches that till/till-options.ts names.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from './project-root.ts';
import { untilStopped } from './start/until-stopped.ts';
import { electronBinary } from './till/electron-binary.ts';
import { launchTill } from './till/launch-till.ts';

const help = `Usage: npm run till -- [options]

  --hq URL                 head office to sync with (without it the till stays off line)
  --printer tcp://H:PORT   receipt printer
  --user-data DIR          where the till keeps its journal and keys (default .data/till)
  --lang ro|ru|en          language of the screen before anybody signs in
  --debug-port N           open Chromium's debugging port for a driver (0 takes a free one)
  --headless               no window; drive it through the debug port
  --secure                 refuse a key store that does not protect (as an installed till does)
  --help                   this text
`;

const { values } = readArguments();

if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
if (values.lang !== undefined && !['ro', 'ru', 'en'].includes(values.lang)) {
  refuse(`--lang is ro, ru or en, not ${values.lang}.`);
}
if (values.hq !== undefined && !/^https?:\/\//.test(values.hq)) {
  refuse(`--hq is an address such as http://127.0.0.1:8480, not ${values.hq}.`);
}
if (values.printer !== undefined && !/^tcp:\/\/[^:/]+:\d+$/.test(values.printer)) {
  refuse(`--printer is an address such as tcp://127.0.0.1:9100, not ${values.printer}.`);
}
const debugPort = values['debug-port'] === undefined ? undefined : Number(values['debug-port']);
if (debugPort !== undefined && !(Number.isInteger(debugPort) && debugPort >= 0 && debugPort < 65_536)) {
  refuse(`--debug-port is a number from 0 to 65535, not ${values['debug-port']}.`);
}
if (electronBinary() === undefined) {
  console.log('No Electron binary here: the till runs on the stand-in, in a window of Chromium.');
}
const till = await launchTill({
  userData: resolve(values['user-data']),
  hqUrl: values.hq,
  printer: values.printer,
  lang: values.lang,
  dev: !values.secure,
  debugPort,
  headless: values.headless,
  onLine: (line) => console.log(line),
});
if (till.debugUrl !== undefined) console.log(`Debugging at ${till.debugUrl}`);
await untilStopped(till.exited, () => till.stop());

function refuse(why: string): never {
  process.stderr.write(`${why}\n\n${help}`);
  process.exit(2);
}

function readArguments() {
  try {
    return parseArgs({
      options: {
        hq: { type: 'string' },
        printer: { type: 'string' },
        'user-data': { type: 'string', default: join(projectRoot, '.data', 'till') },
        lang: { type: 'string' },
        'debug-port': { type: 'string' },
        headless: { type: 'boolean', default: false },
        secure: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (cause) {
    return refuse(cause instanceof Error ? cause.message : 'These options cannot be read.');
  }
}
