/** What the baseline needs of PouchDB beyond the device log's part. */
declare module 'pouchdb-replication' {
  const plugin: object;
  export default plugin;
}

declare module 'pouchdb-adapter-http' {
  const plugin: object;
  export default plugin;
}
