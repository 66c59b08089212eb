// Values between main process and page, as JSON: what the structured clone algorithm carries goes through, a
// function is "not cloned". The same script runs in the main process and in both worlds of a page.
var miniCodec = (() => {
  const refuse = () => {
    throw new Error('An object could not be cloned.');
  };
  const stringChunk = 0x8000;
  const toBase64 = (bytes) => {
    let text = '';
    for (let at = 0; at < bytes.length; at += stringChunk) {
      text += String.fromCharCode.apply(null, bytes.subarray(at, at + stringChunk));
    }
    return btoa(text);
  };
  const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

  const encodeNumber = (value) => {
    if (Object.is(value, -0)) return { $: 'number', v: '-0' };
    return Number.isFinite(value) ? value : { $: 'number', v: String(value) };
  };

  const encodeObject = (value, context) => {
    const nested = (inner) => encode(inner, context);
    if (value instanceof Date) return { $: 'date', v: value.getTime() };
    if (value instanceof ArrayBuffer) return { $: 'buffer', v: toBase64(new Uint8Array(value)) };
    if (ArrayBuffer.isView(value)) {
      const name = value.constructor.name === 'Buffer' ? 'Uint8Array' : value.constructor.name;
      return {
        $: 'view',
        n: name,
        v: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)),
      };
    }
    if (value instanceof Map) return { $: 'map', v: [...value].map((pair) => pair.map(nested)) };
    if (value instanceof Set) return { $: 'set', v: [...value].map(nested) };
    if (value instanceof RegExp) return { $: 'pattern', v: value.source, f: value.flags };
    if (value instanceof Error) return { $: 'error', n: value.name, v: value.message, s: value.stack };
    if (Array.isArray(value)) return value.map(nested);
    const fields = Object.fromEntries(Object.keys(value).map((key) => [key, nested(value[key])]));
    return '$' in fields ? { $: 'object', v: fields } : fields;
  };

  const encode = (value, context) => {
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
    if (value === undefined) return { $: 'undefined' };
    if (typeof value === 'number') return encodeNumber(value);
    if (typeof value === 'bigint') return { $: 'bigint', v: String(value) };
    if (typeof value === 'function') {
      return context.nameFunction ? { $: 'function', v: context.nameFunction(value) } : refuse();
    }
    if (typeof value === 'symbol' || value instanceof Promise || value instanceof WeakMap) return refuse();
    if (context.open.has(value)) throw new Error('mini-electron: cyclic values are not supported');
    context.open.add(value);
    try {
      return encodeObject(value, context);
    } finally {
      context.open.delete(value);
    }
  };

  const decodeError = ({ n: name, v: message, s: stack }) => {
    const known = { TypeError, RangeError, SyntaxError, ReferenceError }[name] ?? Error;
    const error = new known(message);
    if (error.name !== name) error.name = name;
    error.stack = stack;
    return error;
  };
  const decodeView = ({ n: name, v: text }) => {
    const bytes = fromBase64(text);
    return name === 'Uint8Array' ? bytes : new globalThis[name](bytes.buffer);
  };
  const decodeFields = (fields, callFunction) =>
    Object.fromEntries(Object.keys(fields).map((key) => [key, decode(fields[key], callFunction)]));

  const decode = (value, callFunction) => {
    const nested = (inner) => decode(inner, callFunction);
    if (value === null || typeof value !== 'object') return value;
    if (Array.isArray(value)) return value.map(nested);
    switch (value.$) {
      case undefined:
        return decodeFields(value, callFunction);
      case 'undefined':
        return undefined;
      case 'number':
        return Number(value.v);
      case 'bigint':
        return BigInt(value.v);
      case 'function':
        return callFunction(value.v);
      case 'date':
        return new Date(value.v);
      case 'buffer':
        return fromBase64(value.v).buffer;
      case 'view':
        return decodeView(value);
      case 'map':
        return new Map(value.v.map((pair) => pair.map(nested)));
      case 'set':
        return new Set(value.v.map(nested));
      case 'pattern':
        return new RegExp(value.v, value.f);
      case 'error':
        return decodeError(value);
      case 'object':
        return decodeFields(value.v, callFunction);
      default:
        throw new Error(`mini-electron: unknown value ${value.$}`);
    }
  };

  return {
    encode: (value, nameFunction) => encode(value, { nameFunction, open: new Set() }),
    decode: (value, callFunction) => decode(value, callFunction),
  };
})();
