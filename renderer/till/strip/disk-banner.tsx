import type { TillStatus } from '../../../shared/ipc/status.ts';
import { useFigures } from '../../ui/text.tsx';
import { Banner } from './banner.tsx';

/** A disk that fills up while selling still goes on; a sale that was refused says so itself. */
export function DiskBanner({ disk, journal }: Pick<TillStatus, 'disk' | 'journal'>) {
  const figures = useFigures();
  if (disk.state !== 'critical' || journal.state !== 'ok') return null;
  const free = figures.bytes(disk.freeBytes ?? 0);
  return <Banner failure={{ code: 'DISK-CRITICAL', params: { free } }} />;
}
