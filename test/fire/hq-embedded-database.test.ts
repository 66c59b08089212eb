/** LIM-3, LIM-2: the database that HQ brings along dies under it; HQ starts it again, and nothing acknowledged is lost. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { postmaster } from '../../server/db/embedded/cluster.ts';
import { openEmbedded } from '../../server/db/embedded/open-embedded.ts';
import { assert } from '../../shared/kernel/assert.ts';
import { audit, CLEAN } from '../support/hq/audit.ts';
import { startFleet } from '../support/hq/fleet.ts';
import { runHq, serveHq } from '../support/hq/hq-process.ts';
import { countOf } from '../support/hq/sending-till.ts';
import { enrolDevice, newDevice, someMembers } from '../support/hq/wire-enrol.ts';
import { until } from '../support/hq/within.ts';
import { familyOf } from '../support/processes.ts';

const SEED = 3_300;
const LIMIT_MS = 60_000;

test('a database of its own that is killed is started again, while two HQ processes serve from it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'puncta-hq-embedded-'));
  chmodSync(folder, 0o755);
  const data = ['--data', folder];
  const first = await serveHq({ args: [...data, '--demo', '--demo-seed', '3'] });
  const second = await serveHq({ args: data });
  onTestFinished(async () => {
    await Promise.all([first.stop('SIGKILL'), second.stop('SIGKILL')]);
    await (await openEmbedded({ folder })).stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const made = await runHq({ args: ['enrol-code', '--store', 's-centru', ...data] });
  const code = /^enrolment code (\S+)$/m.exec(made.lines.join('\n'))?.[1] ?? '';
  const enrolment = await enrolDevice(first.url, newDevice(code, '127.0.0.1'));
  assert(enrolment.kind === 'enrolled', 'the till enrols');
  const tills = [enrolment.till];
  const members = await someMembers(first.url, enrolment.till);
  let calls = 0;
  const line = (): string => {
    calls += 1;
    return calls % 2 === 0 ? first.url : second.url;
  };
  const fleet = startFleet({ tills, members, seed: SEED, restMs: 10, line });
  for (let kill = 0; kill < 2; kill += 1) {
    const before = countOf(tills, 'answers');
    await until('the till is answered', () => countOf(tills, 'answers') > before + 5);
    const running = postmaster(join(folder, 'cluster'));
    assert(running, 'the database runs');
    for (const pid of familyOf(running.pid)) process.kill(pid, 'SIGKILL');
  }
  const { stuck } = await fleet.finish(LIMIT_MS);
  const database = await openEmbedded({ folder });
  const found = await audit(database.url, tills);
  await database.stop();
  console.log(JSON.stringify({ seed: SEED, answers: countOf(tills, 'answers'), stuck, ...found }));
  expect(tills.flatMap(({ faults }) => faults)).toEqual([]);
  expect({ stuck, ...found }).toMatchObject({ stuck: 0, ...CLEAN });
  expect([await first.stop(), await second.stop()]).toEqual([0, 0]);
  expect(postmaster(join(folder, 'cluster'))).toBeNull();
}, 300_000);
