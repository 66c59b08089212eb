// The window's sources name style sheets and globals that its own layer declares.
/// <reference types="vite/client" />
/// <reference path="../../../renderer/device-log/pouchdb-adapter-idb.d.ts" />
