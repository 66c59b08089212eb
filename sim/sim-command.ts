import { printSummary } from './campaign/print-summary.ts';
import { runCampaign } from './campaign/run-campaign.ts';
import { summarise } from './campaign/summary.ts';
import { type Asked, BadInput, readCommandLine, USAGE } from './command-line.ts';
import { exploreModel } from './model/explore.ts';
import { printModel } from './model/print-model.ts';
import { huntMutants } from './mutants/hunt.ts';
import { printHunt } from './mutants/print-hunt.ts';
import { shippedProtocol } from './protocol/shipped-protocol.ts';
import { runSeed } from './run-seed.ts';

const TRACE_LINES = 2_000;

/** The exit code: 0 all held, 1 a promise broke (or a planted bug was not caught), 2 bad input. */
export async function simCommand(
  argv: readonly string[],
  out: { readonly write: (text: string) => void; readonly complain: (text: string) => void },
): Promise<number> {
  let asked: Asked;
  try {
    asked = readCommandLine(argv);
  } catch (cause) {
    if (!(cause instanceof BadInput)) throw cause;
    out.complain(`${cause.message}\n${USAGE}`);
    return 2;
  }
  const { text, code } = await answer(asked);
  out.write(`${text}\n`);
  return code;
}

type Answer = { readonly text: string; readonly code: number };

async function answer(asked: Asked): Promise<Answer> {
  switch (asked.kind) {
    case 'help':
      return { text: USAGE, code: 0 };
    case 'trace':
      return traceOf(asked.seed);
    case 'model': {
      const found = exploreModel(shippedProtocol);
      return { text: asked.json ? JSON.stringify(found) : printModel(found), code: found.violation ? 1 : 0 };
    }
    case 'mutants': {
      const hunt = await huntMutants(asked);
      const isBad = hunt.some(({ caughtBy, survives }) => (caughtBy === 0) === (survives === null));
      return { text: asked.json ? JSON.stringify(hunt) : printHunt(hunt, asked.seeds), code: isBad ? 1 : 0 };
    }
    case 'seeds':
      return await campaign(asked);
  }
}

function traceOf(seed: number): Answer {
  const { trace, violation, traceHash, counts } = runSeed(seed, {
    protocol: shippedProtocol,
    keepTrace: TRACE_LINES,
  });
  const end = violation ? violation.message : `no violation, trace ${traceHash}`;
  return { text: [...trace, JSON.stringify(counts, null, 1), end].join('\n'), code: violation ? 1 : 0 };
}

async function campaign({ seeds, workers, json }: Extract<Asked, { kind: 'seeds' }>): Promise<Answer> {
  const startMs = performance.now();
  const startCpu = process.cpuUsage();
  const summary = summarise(await runCampaign({ seeds, workers }));
  const cpu = process.cpuUsage(startCpu);
  const seconds = { wall: (performance.now() - startMs) / 1000, cpu: (cpu.user + cpu.system) / 1e6 };
  const text = json ? JSON.stringify({ ...summary, seconds }) : printSummary(summary, seconds);
  return { text, code: summary.violations.length > 0 ? 1 : 0 };
}
