/** A way that can be shut: whoever wants to write waits before it until there is room on the disk again. */
export type Gate = {
  readonly isOpen: () => boolean;
  readonly set: (isOpen: boolean) => void;
  /** Resolves when the gate is open. */
  readonly passed: () => Promise<void>;
};

export function createGate(): Gate {
  let open = true;
  const waiting: (() => void)[] = [];
  return {
    isOpen: () => open,
    set: (isOpen) => {
      open = isOpen;
      if (open) for (const go of waiting.splice(0)) go();
    },
    passed: async () => {
      while (!open) await new Promise<void>((resolve) => waiting.push(resolve));
    },
  };
}
