/**
 * Opens a database that can be built again. One that an earlier version of the program has filled by other schemas is
 * thrown away whole and filled anew: what says how far it was loaded lies in it and goes with it (LOD-8).
 */
import {
  createRxDatabase,
  createRxSchema,
  getAllCollectionDocuments,
  type RxDatabase,
  type RxJsonSchema,
  removeRxDatabase,
} from 'rxdb';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import { sameJson } from '../../shared/kernel/same-json.ts';

type Schemas<Collections> = { readonly [Name in keyof Collections]: RxJsonSchema<never> | object };

export async function openView<Collections>(
  name: string,
  schemas: Schemas<Collections>,
): Promise<RxDatabase<Collections>> {
  let database = await create<Collections>(name);
  if (await holdsOther(database, schemas)) {
    await database.close();
    await removeRxDatabase(name, getRxStorageDexie(), false);
    database = await create<Collections>(name);
  }
  const creators = Object.entries(schemas).map(([collection, schema]) => [
    collection,
    { schema, autoMigrate: false },
  ]);
  await database.addCollections(Object.fromEntries(creators));
  return database;
}

const create = <Collections>(name: string): Promise<RxDatabase<Collections>> =>
  createRxDatabase<Collections>({
    name,
    storage: getRxStorageDexie(),
    multiInstance: false,
    eventReduce: true,
  });

/** Compared whole: a schema that was changed and whose version nobody has raised is another one too. */
async function holdsOther<Collections>(
  database: RxDatabase<Collections>,
  schemas: Schemas<Collections>,
): Promise<boolean> {
  const kept = await getAllCollectionDocuments(database.internalStore);
  const own = new Map<string, unknown>(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      createRxSchema(schema as RxJsonSchema<never>, database.hashFunction).jsonSchema,
    ]),
  );
  return kept.some(({ data }) => !own.has(data.name) || !sameJson(data.schema, own.get(data.name)));
}
