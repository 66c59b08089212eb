import { expect, test } from 'vitest';
import { longCampaign } from '../support/sim/long-campaign.ts';

test('in twenty-five more till-years no promise breaks either', async () => {
  const { violations, tillYears, missing } = await longCampaign({ from: 2_001, to: 2_240 });
  expect(violations).toEqual([]);
  expect(missing).toEqual([]);
  expect(tillYears).toBeGreaterThanOrEqual(25);
});
