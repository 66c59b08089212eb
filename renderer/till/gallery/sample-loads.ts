/** A first load at three moments. */
import type { Load, Loads } from '../../store/loads.ts';

const loaded = (total: number): Load => ({ documents: total, total, done: true });

export const ALL_LOADED: Loads = {
  programmes: loaded(1),
  staff: loaded(4),
  products: loaded(100_000),
  members: loaded(1_000_000),
};

export const LOADING_MEMBERS: Loads = {
  ...ALL_LOADED,
  members: { documents: 371_000, total: 1_000_000, done: false },
};

export const LOADING_GOODS: Loads = {
  ...ALL_LOADED,
  products: { documents: 62_000, total: 100_000, done: false },
  members: { documents: 0, total: null, done: false },
};
