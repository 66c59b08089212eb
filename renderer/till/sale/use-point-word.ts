import type { Programme } from '../../../shared/loyalty/programme/programme.ts';
import { useFigures, useText } from '../../ui/text.tsx';

/** "points" beside a figure, in the form that it takes; a programme's own name for them stays as it is. */
export function usePointWord(programme: Programme | null): (value: number) => string {
  const t = useText();
  const { name } = useFigures();
  const own = programme?.point.name;
  const scale = programme?.point.scale ?? 1;
  return (value) => (own ? name(own) : t('member.points', { count: Math.floor(value / scale) }));
}
