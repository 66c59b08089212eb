import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileProgramme } from '../../shared/loyalty/compile/compile-programme.ts';
import type { CompiledProgramme } from '../../shared/loyalty/compile/compiled.ts';
import type { Programme } from '../../shared/loyalty/programme/programme.ts';
import { zProgramme } from '../../shared/loyalty/programme/programme-schema.ts';

/** The replay's own programme: tiers, a rule of dates, a rule of weekdays, and goods that earn nothing. */
export const readReplayProgramme = (): Programme =>
  zProgramme.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'programme.json'), 'utf8')));

export const compiledReplayProgramme = (): CompiledProgramme => compileProgramme(readReplayProgramme());
