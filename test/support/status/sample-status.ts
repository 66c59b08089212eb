/** A status with something in every table, and one of an HQ on its first day. */
import type { AssetSums, HqStatus } from '../../../server/status/hq-status.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import { epochMs } from '../../../shared/kernel/units.ts';
import type { Asset } from '../../../shared/loyalty/asset.ts';

const DAY_MS = 86_400_000;
export const SAMPLE_AT_MS = epochMs(Date.UTC(2026, 10, 23, 12, 5));
const ago = (days: number) => epochMs(SAMPLE_AT_MS - days * DAY_MS);

const NONE = { count: 0, rows: [] };

export const freshStatus: HqStatus = {
  atMs: SAMPLE_AT_MS,
  logIndex: 0,
  hqEpoch: 1,
  units: { pointsScale: 1, currency: { code: 'MDL', exponent: 2 }, timeZone: 'Europe/Chisinau' },
  sums: [],
  tills: NONE,
  forks: NONE,
  quarantine: NONE,
  incidents: NONE,
  frozen: NONE,
};

const sums = (asset: Asset, some: Partial<AssetSums>): AssetSums => ({
  asset,
  available: 0,
  pending: 0,
  leased: 0,
  receivable: 0,
  suspense: 0,
  issued: 0,
  redeemed: 0,
  expired: 0,
  risk: 0,
  loss: 0,
  adjusted: 0,
  total: 0,
  ...some,
});

const till = {
  store: asId<HqStatus['tills']['rows'][number]['store']>('s-centru'),
  storeName: 'Magazin Centru',
};

export const busyStatus: HqStatus = {
  ...freshStatus,
  logIndex: 48_211,
  hqEpoch: 2,
  sums: [
    sums('points', {
      available: 812_400,
      pending: 4_210,
      leased: 96_300,
      receivable: -120,
      suspense: 240,
      issued: -1_204_030,
      redeemed: 288_700,
      expired: 2_450,
      loss: -150,
      adjusted: 0,
    }),
    sums('wallet', { available: 1_250_000, leased: 84_000, issued: -1_400_000, redeemed: 66_000 }),
    sums('stamps:coffee', { available: 913, leased: 40, issued: -1_200, redeemed: 247 }),
  ],
  tills: {
    count: 4,
    rows: [
      {
        ...till,
        till: asId('s-centru-3'),
        name: 'Casa 3 <târg>',
        epoch: 1,
        state: 'suspended',
        heardAtMs: ago(9),
        unsent: 412,
        leases: 212,
        leasesPastEnd: 212,
        exposure: [
          { asset: 'points', amount: 31_200 },
          { asset: 'wallet', amount: 42_050 },
        ],
      },
      {
        ...till,
        till: asId('s-centru-4'),
        name: 'Casa 4',
        epoch: 1,
        state: 'current',
        heardAtMs: null,
        unsent: 0,
        leases: 0,
        leasesPastEnd: 0,
        exposure: [],
      },
      {
        ...till,
        till: asId('s-centru-1'),
        name: 'Casa 1',
        epoch: 3,
        state: 'current',
        heardAtMs: ago(0.001),
        unsent: 0,
        leases: 1_804,
        leasesPastEnd: 0,
        exposure: [{ asset: 'points', amount: 65_100 }],
      },
      {
        ...till,
        till: asId('s-centru-2'),
        name: 'Casa 2',
        epoch: 1,
        state: 'revoked',
        heardAtMs: ago(40),
        unsent: 0,
        leases: 0,
        leasesPastEnd: 0,
        exposure: [],
      },
    ],
  },
  forks: {
    count: 1,
    rows: [
      {
        till: asId('s-centru-3'),
        epoch: 1,
        forks: 14,
        afterGaps: 2,
        suspended: true,
        firstAtMs: ago(9.5),
        lastAtMs: ago(9),
      },
    ],
  },
  quarantine: {
    count: 3,
    rows: [
      {
        id: 7,
        till: asId('s-centru-1'),
        epoch: 3,
        seq: 911,
        reason: 'sale-figures',
        atMs: ago(2),
        waits: 'effects',
      },
      {
        id: 8,
        till: asId('s-centru-2'),
        epoch: 1,
        seq: 77,
        reason: 'till-revoked',
        atMs: ago(1),
        waits: 'effects',
      },
      {
        id: 9,
        till: asId('s-centru-3'),
        epoch: 1,
        seq: null,
        reason: 'signature',
        atMs: ago(1),
        waits: 'entry',
      },
    ],
  },
  incidents: {
    count: 1,
    rows: [
      {
        kind: 'lease-closed',
        till: asId('s-centru-3'),
        asset: 'points',
        times: 2,
        amount: 150,
        lastAtMs: ago(9),
      },
    ],
  },
  frozen: {
    count: 212,
    rows: [
      {
        lease: '019abc00-0000-7000-8000-000000000001',
        till: asId('s-centru-3'),
        epoch: 1,
        asset: 'points',
        remaining: 180,
        expiresAtMs: ago(6),
      },
    ],
  },
};
