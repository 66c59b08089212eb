// The isolated world of a sandboxed preload: `require` knows what Electron's sandbox allows, and
// `ipcRenderer` speaks over a binding that only this world has.
(() => {
  if (window !== window.top) return;

  class EventEmitter {
    #listeners = new Map();
    #of(name) {
      return this.#listeners.get(name) ?? [];
    }
    on(name, listener) {
      this.#listeners.set(name, [...this.#of(name), listener]);
      return this;
    }
    once(name, listener) {
      const wrapped = (...args) => {
        this.off(name, wrapped);
        listener.apply(this, args);
      };
      wrapped.listener = listener;
      return this.on(name, wrapped);
    }
    off(name, listener) {
      this.#listeners.set(
        name,
        this.#of(name).filter((known) => known !== listener && known.listener !== listener),
      );
      return this;
    }
    addListener(name, listener) {
      return this.on(name, listener);
    }
    removeListener(name, listener) {
      return this.off(name, listener);
    }
    removeAllListeners(name) {
      if (name === undefined) this.#listeners.clear();
      else this.#listeners.delete(name);
      return this;
    }
    listenerCount(name) {
      return this.#of(name).length;
    }
    emit(name, ...args) {
      const listeners = this.#of(name);
      for (const listener of listeners) listener.apply(this, args);
      return listeners.length > 0;
    }
  }

  const calls = new Map();
  let lastId = 0;
  const post = (message) => __miniElectronSend(JSON.stringify(message));
  const ipcRenderer = Object.assign(new EventEmitter(), {
    async invoke(channel, ...args) {
      const encoded = miniCodec.encode(args);
      lastId += 1;
      post({ kind: 'invoke', id: lastId, channel, args: encoded });
      return await new Promise((resolve, reject) => calls.set(lastId, { resolve, reject }));
    },
    send(channel, ...args) {
      post({ kind: 'send', channel, args: miniCodec.encode(args) });
    },
  });

  globalThis.__miniElectronReceive = (text) => {
    const message = JSON.parse(text);
    if (message.kind === 'event') {
      ipcRenderer.emit(
        message.channel,
        { sender: ipcRenderer, ports: [] },
        ...miniCodec.decode(message.args),
      );
      return;
    }
    const call = calls.get(message.id);
    calls.delete(message.id);
    if (message.error === undefined) call?.resolve(miniCodec.decode(message.value));
    else call?.reject(new Error(`Error invoking remote method '${message.channel}': ${message.error}`));
  };

  const bridge = miniBridge(`mini-preload-${MINI_SECRET}`, `mini-page-${MINI_SECRET}`, () => undefined);
  const electron = {
    ipcRenderer,
    contextBridge: { exposeInMainWorld: (key, api) => bridge.expose(key, api) },
  };
  const modules = {
    electron,
    'electron/renderer': electron,
    events: Object.assign(EventEmitter, { EventEmitter }),
    timers: { setTimeout, clearTimeout, setInterval, clearInterval },
    url: { URL, URLSearchParams },
  };
  const require = (name) => {
    const found = modules[name.replace(/^node:/, '')];
    if (!found) throw new Error(`module not found: ${name}`);
    return found;
  };
  const process = Object.freeze({
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    platform: MINI_PLATFORM,
    argv: MINI_ARGUMENTS,
    env: {},
    versions: MINI_VERSIONS,
  });
  const module = { exports: {} };
  (function (require, process, module, exports) {
    /*PRELOAD*/
  })(require, process, module, module.exports);
})();
