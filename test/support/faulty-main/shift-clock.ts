// Loaded before a main process (`--import`): the computer's clock is wrong by PUNCTA_TEST_CLOCK_SHIFT_MS.
const shiftMs = Number(process.env['PUNCTA_TEST_CLOCK_SHIFT_MS']);
const rightNow = Date.now.bind(Date);
Date.now = () => rightNow() + shiftMs;
