// The page's half of the context bridge: it can reach neither Node nor the IPC binding.
(() => {
  if (window !== window.top) return;
  const freezeDeep = (value) => {
    if (!value || typeof value !== 'object' || ArrayBuffer.isView(value)) return value;
    Object.values(value).forEach(freezeDeep);
    return Object.freeze(value);
  };
  miniBridge(`mini-page-${MINI_SECRET}`, `mini-preload-${MINI_SECRET}`, (key, api) => {
    if (key in window)
      throw new Error('Cannot bind an API on top of an existing property on the window object');
    const property = { value: freezeDeep(api), enumerable: true, writable: false, configurable: false };
    Object.defineProperty(window, key, property);
  });
})();
