import { Counter, Histogram, type Registry } from 'prom-client';
import type { HqEvent, PushedEvent } from '../log/hq-event.ts';

const BATCH_SIZES = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000];

const COUNTED = {
  accepted: 'Entries that continued their chain.',
  posted: 'Entries whose effects were posted.',
  suspense: 'Entries whose effects wait for a person.',
  repeated: 'Entries of a chain whose id had been posted before.',
  duplicates: 'Entries sent again that HQ held already.',
  evidence: 'Entries kept beside their chain as evidence.',
  refused: 'Entries that no valid signature or place vouches for.',
} as const satisfies Partial<Record<keyof PushedEvent, string>>;

export function entryMetrics(registry: Registry): (event: HqEvent) => void {
  const registers = [registry];
  const counters = Object.entries(COUNTED).map(([name, help]) => ({
    name: name as keyof typeof COUNTED,
    counter: new Counter({ name: `puncta_entries_${name}_total`, help, registers }),
  }));
  const forks = new Counter({
    name: 'puncta_forks_total',
    help: 'Epochs suspended because a till showed two histories.',
    registers,
  });
  const enrolments = new Counter({
    name: 'puncta_enrolments_total',
    help: 'Epochs given out to tills.',
    registers,
  });
  const batches = new Histogram({
    name: 'puncta_push_batch_entries',
    help: 'Entries in one push.',
    buckets: BATCH_SIZES,
    registers,
  });
  return (event) => {
    if (event.kind === 'enrolled') return enrolments.inc();
    for (const { name, counter } of counters) counter.inc(event[name]);
    if (event.forked) forks.inc();
    batches.observe(event.entries);
  };
}
