/** Scales: steps ascend, and a higher step does not give less. */
import type { Give } from '../programme/give.ts';
import type { Programme } from '../programme/programme.ts';
import { everyRule } from './every-rule.ts';
import { type Problem, problem } from './problem.ts';

type Step = { readonly from: number; readonly gives: number; readonly field: string };

export const checkScales = (programme: Programme): readonly Problem[] =>
  everyRule(programme).flatMap(({ value, path }) =>
    stepsOf(value.give).flatMap((step, index, steps) => {
      const below = steps[index - 1];
      const at = [...path, 'give', 'steps', index];
      if (!below) return [];
      if (step.from <= below.from) return [problem('not-ascending', [...at, step.field])];
      return step.gives < below.gives ? [problem('gives-less', at)] : [];
    }),
  );

function stepsOf(give: Give): readonly Step[] {
  switch (give.kind) {
    case 'earnByReceipt':
    case 'earnByActivity':
      return give.steps.map(({ from, amount, perMinor }) => ({
        from,
        gives: amount / perMinor,
        field: 'from',
      }));
    case 'quantityBreaks':
      return give.steps.map(({ fromMilli, percentBps }) => ({
        from: fromMilli,
        gives: percentBps,
        field: 'fromMilli',
      }));
    case 'receiptBreaks':
      return give.steps.map(({ fromMinor, percentBps }) => ({
        from: fromMinor,
        gives: percentBps,
        field: 'fromMinor',
      }));
    default:
      return [];
  }
}
