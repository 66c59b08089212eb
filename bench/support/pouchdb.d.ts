/** What the baseline needs of PouchDB beyond the device log's part. */
/// <reference path="../../renderer/device-log/pouchdb.d.ts" />
declare module 'pouchdb-replication' {
  const plugin: object;
  export default plugin;
}
