import { onTestFinished } from 'vitest';
import { type FakeHq, startFakeHq } from './fake-hq.ts';

/** A fake HQ of one test. */
export async function useFakeHq(): Promise<FakeHq> {
  const hq = await startFakeHq();
  onTestFinished(() => hq.close());
  return hq;
}
