// One end of contextBridge. The two worlds of a page share the document and nothing else, so they talk by
// synchronous events on it that carry JSON. A function crosses as a number; calling it calls back over the
// bridge, at once for a plain result, later for a promise.
var miniBridge = (ownEvent, otherEvent, onExpose) => {
  const functions = new Map();
  const functionIds = new WeakMap();
  const calls = new Map();
  let lastId = 0;
  const nextId = () => {
    lastId += 1;
    return lastId;
  };

  const tell = (message) => {
    document.dispatchEvent(new CustomEvent(otherEvent, { detail: JSON.stringify(message) }));
  };
  const nameFunction = (given) => {
    if (!functionIds.has(given)) {
      const id = nextId();
      functionIds.set(given, id);
      functions.set(id, given);
    }
    return functionIds.get(given);
  };
  const encode = (value) => miniCodec.encode(value, nameFunction);
  const decode = (value) => miniCodec.decode(value, remoteFunction);

  const remoteFunction =
    (id) =>
    (...args) => {
      const call = { id: nextId() };
      calls.set(call.id, call);
      tell({ kind: 'call', call: call.id, id, args: encode(args) });
      if (call.later) {
        return new Promise((resolve, reject) => Object.assign(call, { resolve, reject }));
      }
      calls.delete(call.id);
      if (!call.answer) throw new Error('mini-electron: the other world did not answer');
      if ('error' in call.answer) throw decode(call.answer.error);
      return decode(call.answer.value);
    };

  const answerCall = ({ call, id, args }) => {
    const value = (result) => tell({ kind: 'answer', call, value: encode(result) });
    const error = (cause) => tell({ kind: 'answer', call, error: encode(cause) });
    try {
      const result = functions.get(id)(...decode(args));
      if (!(result instanceof Promise)) return value(result);
      tell({ kind: 'later', call });
      return void result.then(value).catch(error);
    } catch (cause) {
      return error(cause);
    }
  };

  const takeAnswer = (message) => {
    const call = calls.get(message.call);
    if (!call) return;
    if (message.kind === 'later') call.later = true;
    else if (!call.later) call.answer = message;
    else {
      calls.delete(call.id);
      if ('error' in message) call.reject(decode(message.error));
      else call.resolve(decode(message.value));
    }
  };

  document.addEventListener(
    ownEvent,
    (event) => {
      event.stopImmediatePropagation();
      const message = JSON.parse(event.detail);
      if (message.kind === 'expose') onExpose(message.key, decode(message.api));
      else if (message.kind === 'call') answerCall(message);
      else takeAnswer(message);
    },
    true,
  );
  return { expose: (key, api) => tell({ kind: 'expose', key, api: encode(api) }) };
};
