import { expect, test } from 'vitest';
import { longCampaign } from '../support/sim/long-campaign.ts';

test('in twenty-five till-years no promise breaks, and every row of the failure table comes up', async () => {
  const { violations, tillYears, missing } = await longCampaign({ from: 1_001, to: 1_240 });
  expect(violations).toEqual([]);
  expect(missing).toEqual([]);
  expect(tillYears).toBeGreaterThanOrEqual(25);
});
