/** An enrolled till at work: what stands on its desk, and what keeps it together with HQ in the background. */
import type { Place } from '../../shared/catalog/place.ts';
import type { OwnerId } from '../../shared/kernel/ids.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import type { HeardTime } from '../../shared/ledger/clock.ts';
import type { DayCloseResponse } from '../../shared/protocol/day-close.ts';
import type { CollectionName, PullRequest, PullResponse } from '../../shared/protocol/pull.ts';
import { type BasketMirror, basketMirror } from '../basket/basket-mirror.ts';
import { type CashierDesk, cashierDesk } from '../cashier/cashier-desk.ts';
import { newEntryId } from '../clock/moment.ts';
import { createHqClient, type HqClient } from '../hq/hq-client.ts';
import { requestSigner } from '../hq/sign-request.ts';
import { signingKey } from '../keys/ed25519.ts';
import type { Identity } from '../keys/identity.ts';
import { createRightsDesk, type RightsDesk } from '../lease/rights-desk.ts';
import { takeSync } from '../lease/take-sync.ts';
import type { Spool } from '../printer/spool-port.ts';
import { type DeliverOld, deliverOld } from '../recovery/deliver-old.ts';
import { isAskedFor, renewalFile } from '../recovery/pending-renewal.ts';
import { dayCloses } from '../shift/day-closes.ts';
import { hqLink } from '../sync/hq-link.ts';
import { pullRelay } from '../sync/pull-relay.ts';
import { createPush } from '../sync/push.ts';
import { createRefresh } from '../sync/refresh.ts';
import { createRound } from '../sync/round.ts';
import { createSync, type Sync } from '../sync/sync.ts';
import type { Desk } from './desk.ts';
import { openDesk } from './open-desk.ts';
import type { TillOptions } from './till-options.ts';

export type Session = {
  readonly identity: Identity;
  readonly desk: Desk;
  readonly spool: Spool;
  readonly cashier: CashierDesk;
  readonly basket: BasketMirror;
  readonly background: Background;
  readonly rights: RightsDesk;
  readonly hq: HqClient;
  readonly pull: (request: PullRequest) => Promise<Result<PullResponse>>;
  /** First the line to HQ, then the printer, then the files. */
  readonly stop: () => Promise<void>;
};

export type Background = {
  readonly sync: Sync;
  readonly link: () => ReturnType<typeof hqLink>;
  /** HQ's time as last heard by SYNC. */
  readonly heard: () => HeardTime | null;
  /** HQ knows two histories of this epoch. */
  readonly forked: () => boolean;
  readonly older: DeliverOld;
  readonly dayAnswer: (seq: number) => DayCloseResponse | null;
};

export type SessionFacts = {
  readonly options: TillOptions;
  readonly identity: Identity;
  readonly certifiedPlace: Place;
  /** Gives room back when the disk is full; true where that helped. */
  readonly makeRoom: () => boolean;
  readonly onChange: () => void;
  readonly onFeeds: (moved: readonly CollectionName[]) => void;
  readonly onRights: (owners: readonly OwnerId[]) => void;
  /** After each round with HQ. */
  readonly onRound: () => void;
  /** False where the run goes on under a new epoch: whoever was signed in stays so. */
  readonly boots: boolean;
};

export function openSession(facts: SessionFacts): Result<Session> {
  let poke = (): void => undefined;
  const onJournal = (): void => {
    poke();
    facts.onChange();
  };
  const opened = openDesk({ ...facts, onJournal });
  if (!opened.ok) return opened;
  const { desk, spool, close } = opened.value;
  const hq = hqClient(facts);
  const basket = basketMirror(desk);
  const { timers, log } = facts.options;
  const rights = createRightsDesk({
    desk,
    hq,
    timers,
    log,
    openBasketId: () => basket.load()?.id ?? null,
    line: () => ({ link: background.link().link, allowed: background.sync.allowed() }),
    onRights: facts.onRights,
  });
  const background = startBackground(facts, { desk, hq, rights });
  poke = background.sync.poke;
  spool.start();
  return ok({
    identity: facts.identity,
    desk,
    spool,
    cashier: cashierDesk(desk, facts.identity.pinPepper),
    basket,
    background,
    rights,
    hq,
    pull: pullRelay(hq),
    stop: async () => {
      rights.stop();
      hq.stop();
      await background.sync.stop();
      background.older.stop();
      await spool.stop();
      close();
    },
  });
}

function hqClient({ options, identity }: SessionFacts): HqClient {
  const { clock, random, log } = options;
  const { till, epoch, seed, hqUrl } = identity;
  const makeNonce = (): string => newEntryId(clock.wallMs(), random);
  return createHqClient({
    hqUrl,
    sign: requestSigner({ till, epoch, key: signingKey(seed), makeNonce }),
    log,
  });
}

type BackgroundParts = { readonly desk: Desk; readonly hq: HqClient; readonly rights: RightsDesk };

function startBackground(facts: SessionFacts, { desk, hq, rights }: BackgroundParts): Background {
  const { options, identity, onChange, onFeeds, onRights, onRound } = facts;
  const { clock, timers, random, log, appVersion } = options;
  const { journal, entries, reference } = desk;
  const { hqPublicKey } = identity;
  const push = createPush({ journal, entries, hq, owner: identity, hqPublicKey, onAck: onChange });
  const taking = takeSync({ desk, inWork: rights.inWork, onRights, log });
  const refresh = createRefresh({ desk, hq, rights: taking, appVersion, onFeeds });
  const older = deliverOld({ options, journal, entries, hq, owner: identity, hqPublicKey, onChange });
  const round = createRound({ push, refresh, older, days: dayCloses(desk), hq, clock, log });
  const policy = () => {
    const { syncPolicy, timeZone } = reference.place().store;
    return { policy: syncPolicy, timeZone };
  };
  const spread = () => (random(1)[0] ?? 0) / 256;
  const afterRound = (): void => {
    onChange();
    onRound();
  };
  const renewal = renewalFile(options.userData, options.vault);
  const isRenewing = () => isAskedFor(renewal.read(), identity.epoch);
  const sync = createSync({ round, clock, timers, spread, policy, log, onChange: afterRound });
  sync.start();
  return {
    sync,
    link: () => hqLink({ round, sync, push, refresh, isRenewing }),
    heard: desk.heard.last,
    forked: push.forked,
    older,
    dayAnswer: round.dayAnswer,
  };
}
