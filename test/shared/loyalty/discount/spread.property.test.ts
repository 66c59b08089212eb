import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spread } from '../../../../shared/loyalty/discount/spread.ts';

const line = fc
  .record({
    weight: fc.integer({ min: 0, max: 10_000_000_000 }),
    kept: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ weight, kept }) => ({ weight, room: weight - Math.floor(weight * kept) }));

const spreading = fc
  .record({
    goods: fc.array(line, { minLength: 1, maxLength: 12 }),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ goods, part }) => {
    const room = goods.reduce((sum, each) => sum + each.room, 0);
    return { goods, total: Math.floor(room * part) };
  });

const shares = (total: number, goods: readonly { weight: number; room: number }[]) =>
  spread(
    total,
    goods.map(({ weight }) => weight),
    goods.map(({ room }) => room),
  );

test('DSC-2 DSC-3 every sum that there is room for is spread to the last ban, and no line gives more than its room', () => {
  fc.assert(
    fc.property(spreading, ({ goods, total }) => {
      const parts = shares(total, goods);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(total);
      for (const [index, part] of parts.entries()) {
        expect(part).toBeGreaterThanOrEqual(0);
        expect(part).toBeLessThanOrEqual(goods[index]?.room ?? 0);
      }
    }),
  );
});

test('DSC-3 of two lines that are not full, the one of the larger sum never gives less', () => {
  fc.assert(
    fc.property(spreading, ({ goods, total }) => {
      const parts = shares(total, goods);
      const open = goods.flatMap(({ weight, room }, index) =>
        (parts[index] ?? 0) < room ? [{ weight, part: parts[index] ?? 0 }] : [],
      );
      open.sort((a, b) => a.weight - b.weight || a.part - b.part);
      for (const [index, { part }] of open.entries())
        expect(part).toBeGreaterThanOrEqual(open[index - 1]?.part ?? 0);
    }),
  );
});
