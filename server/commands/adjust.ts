import { isAsset } from '../../shared/loyalty/asset.ts';
import { actHelp, actOptions, readAct } from '../operator/act.ts';
import { adjustBalance } from '../operator/adjust-balance.ts';
import { readAmount } from '../operator/read-amount.ts';
import { refused } from '../operator/refused.ts';
import { findOwner } from '../statement/find-owner.ts';
import { loadUnits } from '../status/look-at-units.ts';
import { measuresOf } from '../status/words/measures.ts';
import type { Command } from './command.ts';
import { commonHelp, commonOptions, openFrom } from './common-options.ts';

export const adjustCommand: Command = {
  summary: 'put a balance right by hand; it asks for --yes',
  options: { ...commonOptions, ...actOptions },
  operands: ['CARD', 'ASSET', '±AMOUNT'],
  help: [
    ...commonHelp,
    ...actHelp,
    '--yes            do it',
    'CARD             a card, a member or a gift card',
    'ASSET            points, wallet, giftcard, stamps:ID, coupon:ID, ticket:ID',
    '±AMOUNT          +50, -12.50: whole points and money as tills show them; below 0 what is available, no more',
  ],
  async run(values, [card = '', asset = '', given = '']) {
    const act = readAct(values);
    if (!isAsset(asset)) throw refused('ASSET-UNKNOWN', `There is no asset "${asset}".`);
    const { hq, close } = await openFrom(values);
    try {
      const units = await loadUnits(hq.db);
      const owner = await findOwner(hq.db, card);
      if (owner === null) throw refused('OWNER-UNKNOWN', `There is no member and no gift card ${card}.`);
      if (owner.startsWith('card:') !== (asset === 'giftcard'))
        throw refused('ASSET-UNKNOWN', 'Gift cards hold giftcard, members everything else.');
      const amount = readAmount(given, asset, units);
      if (amount === null) throw refused('AMOUNT', `"${given}" is no amount of ${asset}.`);
      const told = (moved: number) =>
        `${moved > 0 ? '+' : ''}${measuresOf(units, 'en').amount(asset, moved)}`;
      if (values['yes'] !== true)
        throw refused('NOT-CONFIRMED', `This would move ${told(amount)} ${asset} of ${card}. Add --yes.`);
      const moved = await adjustBalance(hq, { owner, asset, amount }, act);
      console.log(
        moved === amount
          ? `${told(moved)} ${asset} of ${card}`
          : `${told(moved)} ${asset} of ${card}, instead of ${told(amount)}: no more was available`,
      );
    } finally {
      await close();
    }
  },
};
