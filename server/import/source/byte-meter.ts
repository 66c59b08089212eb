/** How far a file has been read, for the progress shown; readers add, the screen reads. */
export type ByteMeter = { done: number; total: number };

export const newMeter = (): ByteMeter => ({ done: 0, total: 0 });
