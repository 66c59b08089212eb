// Loaded before a main process (`--import`): the power goes right after a sale is durable, before anybody is told of it.
import { DatabaseSync, StatementSync } from 'node:sqlite';

type Run = StatementSync['run'];
type Exec = DatabaseSync['exec'];

let isSale = false;
const statement: { run: Run } = StatementSync.prototype;
const database: { exec: Exec } = DatabaseSync.prototype;
const run: Run = statement.run;
const exec: Exec = database.exec;

statement.run = function (this: StatementSync, ...values: unknown[]) {
  if (this.sourceSQL.startsWith('INSERT INTO entry ') && values.some((value) => value === 'SALE'))
    isSale = true;
  return Reflect.apply(run, this, values);
} as Run;

database.exec = function (this: DatabaseSync, sql: string) {
  exec.call(this, sql);
  if (isSale && sql === 'COMMIT') process.kill(process.pid, 'SIGKILL');
};
