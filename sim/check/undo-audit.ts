/**
 * I12, I14, I16, I17 by sums of its own: how much of each EARN and REDEEM has gone back, whatever the ledger says about it,
 * and which spends of one intent still stand.
 */
import type { EntryId, IntentId } from '../../shared/kernel/ids.ts';
import { HOUSE } from '../../shared/posting/book/accounts.ts';
import type { Changes } from '../../shared/posting/book/changes.ts';
import type { Movement } from '../../shared/posting/book/movement.ts';
import type { Command, PostedEntry } from '../../shared/posting/post/command.ts';
import { hold } from './violation.ts';

export type UndoAudit = {
  readonly look: (command: Command, changes: Changes) => void;
  /** I14: what stands of spends whose intent was abandoned. */
  readonly finish: () => void;
};

type Effect = {
  readonly rule: 'I12' | 'I17';
  readonly entry: EntryId;
  readonly amount: number;
  readonly intent: IntentId | null;
  back: number;
};

export function createUndoAudit(): UndoAudit {
  const effects = new Map<string, Effect>();
  const byIntent = new Map<IntentId, Effect[]>();
  const abandoned = new Set<IntentId>();
  const openedBy = new Map<string, string>();

  /** A spend is posted whatever waits of its entry (section 12); what waits is kept when a person lets it go on. */
  function keep({ id, parts }: PostedEntry, isEarned: boolean): void {
    for (const { n, effect, amount, intent = null } of parts) {
      const key = `${id}#${n}`;
      if (effect !== 'REDEEM' && !(effect === 'EARN' && isEarned)) continue;
      if (effects.has(key)) continue;
      const rule = effect === 'EARN' ? 'I17' : 'I12';
      const kept: Effect = { rule, entry: id, amount, intent: effect === 'REDEEM' ? intent : null, back: 0 };
      effects.set(key, kept);
      if (kept.intent !== null) byIntent.set(kept.intent, [...(byIntent.get(kept.intent) ?? []), kept]);
    }
  }

  /** Its own till's word ends an intent; what others say of it, or a till that was revoked, is HQ's to judge. */
  function keepIntent({ kind, till, intent }: PostedEntry): void {
    if (kind === 'INTENT' && intent) openedBy.set(`${intent.id} ${intent.owner}`, till);
    if (kind === 'ABANDON' && intent && openedBy.get(`${intent.id} ${intent.owner}`) === till)
      abandoned.add(intent.id);
  }

  function giveBack({ effectId, debit, credit, amount }: Movement, refs: ReadonlyMap<string, string>): void {
    const ref = refs.get(effectId) ?? automatic(effectId);
    const effect = ref === null ? undefined : effects.get(ref);
    if (!effect) return;
    const isBack = effect.rule === 'I12' ? debit === HOUSE.redeemed : credit === HOUSE.issued;
    if (!isBack) return;
    effect.back += amount;
    hold(effect.back <= effect.amount, effect.rule, () => `${ref}: ${effect.back} back of ${effect.amount}`);
  }

  return {
    look: (command, { movements, intents }) => {
      const entry = command.kind === 'ENTRY' || command.kind === 'RESOLVE' ? command.entry : null;
      const isEarned = command.kind === 'ENTRY' ? !command.suspended : isLetGo(command);
      if (entry && (command.kind === 'ENTRY' || isEarned)) keep(entry, isEarned);
      const refs = new Map(entry?.parts.flatMap(({ n, ref }) => (ref ? [[`${entry.id}#${n}`, ref]] : [])));
      for (const movement of movements) giveBack(movement, refs);
      if (!entry) return;
      if (command.kind === 'ENTRY' && !command.suspended) keepIntent(entry);
      for (const { id, state } of intents) if (state === 'abandoned') abandoned.add(id);
      for (const { intent } of entry.parts)
        if (intent !== undefined) checkIntent(intent, byIntent.get(intent));
    },
    finish: () => {
      for (const intent of abandoned)
        for (const effect of byIntent.get(intent) ?? [])
          hold(effect.back === effect.amount, 'I14', () => `${effect.entry} spends for ${intent}, abandoned`);
    },
  };
}

const isLetGo = (command: Command): boolean => command.kind === 'RESOLVE' && command.verdict === 'post';

/** `E:back#n` takes `E#n` back without being asked. */
function automatic(effectId: string): string | null {
  const at = effectId.lastIndexOf(':back#');
  return at < 0 ? null : effectId.slice(0, at) + effectId.slice(at + ':back'.length);
}

function checkIntent(intent: IntentId, effects: readonly Effect[] = []): void {
  const standing = new Set(effects.filter(({ back, amount }) => back < amount).map(({ entry }) => entry));
  hold(standing.size <= 1, 'I16', () => `${standing.size} entries spend for ${intent}`);
}
