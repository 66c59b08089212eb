// The window's sources name style sheets and packages without types, as their own layer declares them.
/// <reference types="vite/client" />
import '../../../renderer/device-log/pouchdb.d.ts';
