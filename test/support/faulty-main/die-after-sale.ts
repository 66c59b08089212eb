// Loaded before a main process (`--import`): the power goes right after a sale is durable, before anybody is told of it.
import { DatabaseSync, StatementSync } from 'node:sqlite';

let isSale = false;
const { run } = StatementSync.prototype;
const { exec } = DatabaseSync.prototype;

StatementSync.prototype.run = function (this: StatementSync, ...values: unknown[]) {
  if (this.sourceSQL.startsWith('INSERT INTO entry ') && values.some((value) => value === 'SALE'))
    isSale = true;
  return Reflect.apply(run, this, values);
} as typeof run;

DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string) {
  exec.call(this, sql);
  if (isSale && sql === 'COMMIT') process.kill(process.pid, 'SIGKILL');
};
