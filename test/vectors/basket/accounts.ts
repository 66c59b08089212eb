/** What members and cards have between orders, in the fractions of our programme, and how often programmes were used. */
import type { Asset } from '../../../shared/loyalty/asset.ts';
import type { VectorMember } from '../format/basket-schema.ts';
import type { BasketCase } from '../format/case-schema.ts';
import { hundredths } from '../format/numbers.ts';
import { Untranslatable } from '../untranslatable.ts';

export class Accounts {
  readonly #balances = new Map<string, number>();
  readonly #cards = new Map<string, number>();
  readonly #uses = new Map<string, number>();
  readonly #visits = new Map<string, number>();
  readonly #case: BasketCase;

  constructor(each: BasketCase) {
    this.#case = each;
    for (const { code, points } of each.cards ?? []) this.#cards.set(code, hundredths(points));
    for (const member of each.members ?? []) this.#open(member);
  }

  /** Cancelled orders are no visits; their uses count only where the programme does not give them back. */
  #open(member: VectorMember): void {
    this.#visits.set(member.id, (member.orders_before ?? 0) - (member.orders_cancelled ?? 0));
    for (const [id, amount] of Object.entries(member.balance ?? {}))
      this.#balances.set(`${member.id}/${id}`, hundredths(amount));
    for (const [id, uses] of Object.entries(member.uses ?? {})) {
      const programme = this.#case.programmes.find((each) => each.id === id);
      const released =
        programme?.limits?.release_on_cancel === false ? 0 : (member.uses_cancelled?.[id] ?? 0);
      this.#uses.set(`${member.id}/${id}`, uses - released);
      this.#uses.set(id, (this.#uses.get(id) ?? 0) + uses - released);
    }
  }

  member(id: string): VectorMember {
    const found = this.#case.members?.find((member) => member.id === id);
    if (!found) throw new Untranslatable(`no member ${id}`);
    return found;
  }

  visits = (member: string): number => this.#visits.get(member) ?? 0;
  balance = (member: string, programme: string): number => this.#balances.get(`${member}/${programme}`) ?? 0;
  card = (code: string): number => this.#cards.get(code) ?? 0;
  usesInAll = (programme: string): number => this.#uses.get(programme) ?? 0;
  usesOf = (member: string, programme: string): number => this.#uses.get(`${member}/${programme}`) ?? 0;

  change(member: string, programme: string, amount: number): void {
    this.#balances.set(`${member}/${programme}`, this.balance(member, programme) + amount);
  }

  changeCard(code: string, amount: number): void {
    this.#cards.set(code, this.card(code) + amount);
  }

  visit(member: string): void {
    this.#visits.set(member, this.visits(member) + 1);
  }

  use(programme: string, member: string | null): void {
    this.#uses.set(programme, this.usesInAll(programme) + 1);
    if (member !== null) this.#uses.set(`${member}/${programme}`, this.usesOf(member, programme) + 1);
  }
}

export type AssetAmount = { readonly asset: Asset; readonly amount: number };
