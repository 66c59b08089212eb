// Loaded before a main process (`--import`): the computer's clock is wrong by PUNCTA_TEST_CLOCK_SHIFT_MS, or by what the
// file PUNCTA_TEST_CLOCK_FILE says at the moment.
import { readFileSync } from 'node:fs';

const file = process.env['PUNCTA_TEST_CLOCK_FILE'];
const fixedMs = Number(process.env['PUNCTA_TEST_CLOCK_SHIFT_MS'] ?? 0);
const shiftMs = (): number => (file === undefined ? fixedMs : Number(readFileSync(file, 'utf8')));
const rightNow = Date.now.bind(Date);
Date.now = () => rightNow() + shiftMs();
