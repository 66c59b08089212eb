import type { Explored } from './explore.ts';

export function printModel({ steps, states, transitions, statesByStep, violation }: Explored): string {
  return [
    `two tills, one member, at most ${steps} steps, power cuts and late or repeated messages anywhere`,
    `${transitions.toLocaleString('en')} ways tried, ${states.toLocaleString('en')} different states`,
    `by step: ${statesByStep.map((count) => count.toLocaleString('en')).join(', ')}`,
    violation ? `${violation.message}\n  after: ${violation.path.join(' → ')}` : '0 violations',
  ].join('\n');
}
