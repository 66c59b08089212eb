/** Which of several price lists of a CommerceML file is the till's. Never guessed: a wrong one would be wrong money. */
import { OperatorError } from '../../operator-error.ts';
import type { CmlPrice } from './commerceml-elements.ts';

export type PriceTypes = {
  readonly add: (id: string, name: string) => void;
  /** The price of the chosen kind; undefined where an item has none. */
  readonly choose: (prices: readonly CmlPrice[]) => CmlPrice | undefined;
};

export function newPriceTypes(wanted: string | undefined): PriceTypes {
  const names = new Map<string, string>();
  return {
    add: (id, name) => void names.set(id, name),
    choose: (prices) => {
      const [first] = prices;
      if (!first) return undefined;
      const known = new Map(prices.map(({ typeId }) => [typeId, names.get(typeId) ?? typeId]));
      const types = new Map([...names, ...known]);
      const [only, ...others] = [...types].filter(
        ([id, name]) => wanted === undefined || isNamed(wanted, id, name),
      );
      const list = [...types.values()].map((name) => `"${name}"`).join(', ');
      if (!only) throw new OperatorError(`There is no price type "${wanted}". There are: ${list}.`);
      if (others.length > 0)
        throw new OperatorError(`There are several price types: ${list}. Choose with --price-type NAME.`);
      return prices.find(({ typeId }) => typeId === only[0]);
    },
  };
}

const isNamed = (wanted: string, id: string, name: string): boolean =>
  wanted === id || wanted.toLowerCase() === name.toLowerCase();
