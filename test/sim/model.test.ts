import { describe, expect, test } from 'vitest';
import { exploreModel } from '../../sim/model/explore.ts';
import { printModel } from '../../sim/model/print-model.ts';
import { shippedProtocol } from '../../sim/protocol/shipped-protocol.ts';

describe('two tills, one member, one lease', () => {
  test('no interleaving of five steps breaks a promise', () => {
    const found = exploreModel(shippedProtocol, 5);
    console.log(printModel(found));
    expect(found.violation).toBeNull();
    expect(found.states).toBeGreaterThan(2_000);
  }, 120_000);

  test('the shortest way to a planted bug is found', () => {
    const forgetsAbandon: typeof shippedProtocol = {
      ...shippedProtocol,
      foldRights: (rights, head, body) =>
        body?.kind === 'ABANDON' ? rights : shippedProtocol.foldRights(rights, head, body),
    };
    const found = exploreModel(forgetsAbandon, 5);
    expect(found.violation?.path).toEqual([
      'ask-dark till-a',
      'grant till-a',
      'bring lease-till-a-intent-till-a',
      'sell till-a',
    ]);
  }, 120_000);
});
