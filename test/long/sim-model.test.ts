import { expect, test } from 'vitest';
import { exploreModel, MAX_STEPS } from '../../sim/model/explore.ts';
import { printModel } from '../../sim/model/print-model.ts';
import { shippedProtocol } from '../../sim/protocol/shipped-protocol.ts';

test('no interleaving of seven steps breaks a promise', () => {
  const found = exploreModel(shippedProtocol);
  console.log(printModel(found));
  expect(found.violation).toBeNull();
  expect(found.steps).toBe(MAX_STEPS);
  expect(found.states).toBeGreaterThan(10_000);
});
