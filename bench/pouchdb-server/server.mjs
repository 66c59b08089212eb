// PouchDB over HTTP as its authors serve it (express-pouchdb), its documents in leveldb. Prints the port that it listens on.
import { join } from 'node:path';
import express from 'express';
import expressPouchDb from 'express-pouchdb';
import leveldb from 'pouchdb-adapter-leveldb';
import PouchDb from 'pouchdb-core';

const [, , folder] = process.argv;
PouchDb.plugin(leveldb.default ?? leveldb);
const Served = PouchDb.defaults({ prefix: `${folder}/`, adapter: 'leveldb' });
const app = express();
// A page of the same origin, so that the browser asks nobody's leave.
app.get('/page', (_request, response) => response.type('html').send('<!doctype html>'));
app.use(
  '/',
  expressPouchDb(Served, {
    mode: 'minimumForPouchDB',
    inMemoryConfig: true,
    logPath: join(folder, 'log.txt'),
  }),
);
const server = app.listen(0, '127.0.0.1', () => console.log(`listening ${server.address().port}`));
