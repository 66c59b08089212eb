/**
 * The part of PouchDB that we use. The published types declare a global `Buffer` of their own, which breaks Node's in
 * every layer that sees them.
 */
declare module 'pouchdb-core' {
  type Plugin = object;
  type Options = {
    readonly adapter: string;
    readonly auto_compaction?: boolean;
    readonly revs_limit?: number;
  };
  type Stored<Content> = Content & { readonly _id: string; readonly _rev: string };
  type Change<Content> = { readonly id: string; readonly doc?: Stored<Content> };

  export default class PouchDB<Content extends object> {
    static plugin(plugin: Plugin): typeof PouchDB;
    constructor(name: string, options: Options);
    bulkDocs(documents: readonly (Content & { readonly _id: string })[]): Promise<unknown>;
    get<Found extends object>(id: string): Promise<Stored<Found>>;
    put(document: object & { readonly _id: string; readonly _rev?: string }): Promise<unknown>;
    changes(options: {
      readonly since: number;
      readonly limit: number;
      readonly include_docs: true;
    }): Promise<{ readonly results: readonly Change<Content>[]; readonly last_seq: number | string }>;
    close(): Promise<void>;
    destroy(): Promise<void>;
  }
}

declare module 'pouchdb-adapter-idb' {
  const plugin: object;
  export default plugin;
}
