import { expect, test } from 'vitest';
import { mainSwitches } from '../../build/till/till-options.ts';

test('a till is told only what was asked for', () => {
  expect(mainSwitches({ userData: '/data/till' })).toEqual(['--user-data=/data/till']);
  expect(
    mainSwitches({
      userData: '/data/till',
      hqUrl: 'http://127.0.0.1:8480',
      printer: 'tcp://127.0.0.1:9100',
      lang: 'ro',
      dev: true,
      moreArguments: ['--kiosk'],
    }),
  ).toEqual([
    '--user-data=/data/till',
    '--hq=http://127.0.0.1:8480',
    '--printer=tcp://127.0.0.1:9100',
    '--lang=ro',
    '--dev',
    '--kiosk',
  ]);
});
