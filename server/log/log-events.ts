/** One line for each event worth reading; a push in which nothing is remarkable is none. */
import type { FastifyBaseLogger } from 'fastify';
import type { HqEvent, PushedEvent } from './hq-event.ts';

export function logEvent(log: FastifyBaseLogger, event: HqEvent): void {
  if (event.kind === 'enrolled') {
    const { till, epoch, renewed } = event;
    log.info({ event: 'till.enrolled', till, epoch, renewed }, 'a till was enrolled');
  } else logPush(log, event);
}

function logPush(log: FastifyBaseLogger, push: PushedEvent): void {
  const { till, epoch, accepted, suspense, evidence, refused } = push;
  if (push.forked)
    log.error(
      { event: 'till.forked', till, epoch, evidence },
      'two histories of one till; its epoch is suspended',
    );
  else if (evidence > 0)
    log.warn({ event: 'entries.evidence', till, epoch, evidence }, 'entries outside the chain were kept');
  if (suspense > 0)
    log.warn({ event: 'entries.quarantined', till, epoch, suspense }, 'effects wait for a person');
  if (refused > 0)
    log.warn({ event: 'entries.refused', till, epoch, refused }, 'entries that no signature vouches for');
  log.debug(
    { event: 'entries.pushed', till, epoch, accepted, duplicates: push.duplicates },
    'a push was taken',
  );
}
