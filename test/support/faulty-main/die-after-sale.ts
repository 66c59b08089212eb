// Loaded before a main process (`--import`): the power goes right after a sale is durable, before anybody is told of it.
import { DatabaseSync, StatementSync } from 'node:sqlite';

let isSale = false;
const statement: { run: (...values: never[]) => unknown } = StatementSync.prototype;
const database: { exec: (sql: string) => void } = DatabaseSync.prototype;
const run = statement.run;
const exec = database.exec;

StatementSync.prototype.run = function (this: StatementSync, ...values: unknown[]) {
  if (this.sourceSQL.startsWith('INSERT INTO entry ') && values.some((value) => value === 'SALE'))
    isSale = true;
  return Reflect.apply(run, this, values);
} as typeof run;

DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string) {
  exec.call(this, sql);
  if (isSale && sql === 'COMMIT') process.kill(process.pid, 'SIGKILL');
};
