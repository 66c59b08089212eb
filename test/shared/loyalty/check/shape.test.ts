import { describe, expect, test } from 'vitest';
import { checkProgramme } from '../../../../shared/loyalty/check/check-programme.ts';
import { baseRule, programme } from '../../../support/builders/programme.ts';

const name = { ro: 'a', ru: 'a', en: 'a' };
const problems = (changes: object) =>
  checkProgramme({ ...programme(), ...changes }, null).problems.map(({ code, path, suggestion }) => ({
    code,
    path,
    suggestion,
  }));
const withGive = (give: object) => problems({ rules: [{ id: 'r', name, give }] });

describe('DOC-1 a mistake of shape is told with its place and the name that was meant', () => {
  test.each([
    [{ kind: 'percentOff', percentBps: 20_000 }, 'too-large', 'rules[0].give.percentBps', null],
    [{ kind: 'percentOff', percentBps: 0 }, 'too-small', 'rules[0].give.percentBps', null],
    [{ kind: 'percentOff', percentBps: '5' }, 'wrong-type', 'rules[0].give.percentBps', null],
    [{ kind: 'percentOff' }, 'missing', 'rules[0].give.percentBps', null],
    [{ kind: 'percentof', percentBps: 500 }, 'wrong-choice', 'rules[0].give.kind', 'percentOff'],
    [
      { kind: 'percentOff', percentBps: 500, units: { pick: 'chepest' } },
      'wrong-choice',
      'rules[0].give.units.pick',
      'cheapest',
    ],
    [
      { kind: 'percentOff', percentBps: 500, capMinr: 5 },
      'unknown-field',
      'rules[0].give.capMinr',
      'capMinor',
    ],
    [{ kind: 'quantityBreaks', steps: [] }, 'too-few', 'rules[0].give.steps', null],
    [{ kind: 'earnFixed', amount: 5, asset: 'pionts' }, 'not-an-asset', 'rules[0].give.asset', null],
    [
      { kind: 'freeGoods', mode: 'unit', units: 1, forEvery: { units: 'x' } },
      'wrong-type',
      'rules[0].give.forEvery.units',
      null,
    ],
  ])('%j', (give, code, path, suggestion) => {
    expect(withGive(give)).toEqual([{ code, path, suggestion }]);
  });

  test('what is no document at all', () => {
    expect(checkProgramme(null, null).problems).toMatchObject([{ code: 'wrong-type', path: '' }]);
    expect(problems({ currencyCode: 'lei' })).toMatchObject([{ code: 'wrong-form', path: 'currencyCode' }]);
    expect(problems({ point: { scale: 3, worthMinor: 1 } })).toMatchObject([
      { code: 'wrong-choice', path: 'point.scale' },
    ]);
    expect(problems({ rules: Array.from({ length: 1001 }, () => baseRule()) })).toMatchObject([
      { code: 'too-many', path: 'rules' },
    ]);
  });
});

describe('DOC-2 what the engine could not decide is refused', () => {
  const silver = { id: 'silver', name, from: 5 };
  test('the same id twice, even among rewards', () => {
    const reward = {
      id: 'base',
      name,
      give: { kind: 'amountOff', amountMinor: 5 },
      cost: { asset: 'points', amount: 5 },
    };
    expect(problems({ rewards: [reward] })).toMatchObject([{ code: 'id-twice', path: 'rewards[0].id' }]);
    expect(problems({ rules: [baseRule(), baseRule()] })).toMatchObject([
      { code: 'id-twice', path: 'rules[1].id' },
    ]);
  });
  test('levels that do not ascend from 0', () => {
    const rules = [baseRule({ give: { kind: 'earnFixed', amount: 1 } })];
    expect(problems({ rules, tiers: [silver] })).toMatchObject([
      { code: 'first-tier', path: 'tiers[0].from' },
    ]);
    expect(
      problems({
        rules,
        tiers: [
          { ...silver, from: 0 },
          { ...silver, id: 'b', from: 0 },
        ],
      }),
    ).toMatchObject([{ code: 'not-ascending', path: 'tiers[1].from' }]);
  });
});
