/**
 * The wire schemas' fingerprint stands beside the protocol's version. When this fails, either the change was not meant,
 * or PROTOCOL_VERSION rises and the new fingerprint is written here, with the old one kept as history.
 */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { canonicalText } from '../../../shared/kernel/canonical-json.ts';
import { zLeaseGrant } from '../../../shared/lease/grant-schema.ts';
import { zEntryBody } from '../../../shared/ledger/body-schema.ts';
import { zEntryHead } from '../../../shared/ledger/entry-schema.ts';
import { zProgramme } from '../../../shared/loyalty/programme/programme-schema.ts';
import { zCertificate } from '../../../shared/protocol/enrol.ts';
import { zAck } from '../../../shared/protocol/push.ts';
import { REFUSALS, routes } from '../../../shared/protocol/routes.ts';
import { PROTOCOL_VERSION } from '../../../shared/protocol/version.ts';

const FINGERPRINTS: Readonly<Record<number, string>> = {
  1: 'eb12559b9b632beb',
  // Never released (ADR 0009).
  2: '0cb281caef07f91f',
  3: '8a71119641510844',
  4: 'aaf621f58baaab0a',
};

type Wire = { readonly [name: string]: z.ZodType };

const documents: Wire = {
  head: zEntryHead,
  body: zEntryBody,
  ack: zAck,
  certificate: zCertificate,
  grant: zLeaseGrant,
  programme: zProgramme,
};

function fingerprint(wire: Wire, routeTable: object): string {
  const schemas = Object.fromEntries(
    Object.entries(wire).map(([name, schema]) => [name, z.toJSONSchema(schema, { io: 'input' })]),
  );
  const text = canonicalText(JSON.parse(JSON.stringify({ schemas, routeTable })));
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

const routeTable = (
  table: Readonly<Record<string, { path: string; auth: string; request: z.ZodType; response: z.ZodType }>>,
) =>
  Object.fromEntries(
    Object.entries(table).map(([name, route]) => [
      name,
      {
        path: route.path,
        auth: route.auth,
        request: z.toJSONSchema(route.request, { io: 'input' }),
        response: z.toJSONSchema(route.response, { io: 'input' }),
      },
    ]),
  );

const today = () => fingerprint(documents, { ...routeTable(routes), refusals: REFUSALS });

test('the wire schemas are those of the protocol’s version', () => {
  expect(today()).toBe(FINGERPRINTS[PROTOCOL_VERSION]);
});

test('a new field, a wider limit or another path changes the fingerprint', () => {
  const wider = { ...documents, ack: z.strictObject({ wm: z.int() }) };
  expect(fingerprint(wider, routeTable(routes))).not.toBe(fingerprint(documents, routeTable(routes)));
  const moved = { ...routes, push: { ...routes.push, path: '/osp1/push2' } };
  expect(fingerprint(documents, routeTable(moved))).not.toBe(fingerprint(documents, routeTable(routes)));
});
