/** Dates that no calendar has, periods that end before they begin, hours without a minute. */
import { daysInMonth } from '../../kernel/calendar.ts';
import type { Programme } from '../programme/programme.ts';
import { everyRule, type Placed } from './every-rule.ts';
import { type Path, type Problem, problem } from './problem.ts';

type Period = { readonly from: string | undefined; readonly to: string | undefined };

export function checkDates(programme: Programme): readonly Problem[] {
  const own = {
    from: programme.effectiveFrom,
    to: programme.effectiveTo ?? undefined,
  };
  return [
    ...periodProblems({ value: own, path: [] }, ['effectiveFrom', 'effectiveTo']),
    ...everyRule(programme).flatMap(({ value: { when = {} }, path }) => {
      const at = [...path, 'when'];
      const period = { from: when.from, to: when.to };
      const inside =
        (period.to ?? own.from) >= own.from && (period.from ?? '') <= (own.to ?? period.from ?? '');
      return [
        ...periodProblems({ value: period, path: at }, ['from', 'to']),
        ...(inside ? [] : [problem('outside-programme', at)]),
        ...(when.hours && when.hours.fromMinute === when.hours.toMinute
          ? [problem('no-hours', [...at, 'hours'])]
          : []),
      ];
    }),
  ];
}

function periodProblems(
  { value: { from, to }, path }: Placed<Period>,
  [fromField, toField]: readonly [string, string],
): readonly Problem[] {
  const wrong = [...dateProblems(from, [...path, fromField]), ...dateProblems(to, [...path, toField])];
  return from !== undefined && to !== undefined && to < from
    ? [...wrong, problem('dates-reversed', [...path, toField], { from, to })]
    : wrong;
}

function dateProblems(date: string | undefined, path: Path): readonly Problem[] {
  if (date === undefined) return [];
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return exists ? [] : [problem('no-such-date', path, { date })];
}
