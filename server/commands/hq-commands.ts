/** Every subcommand of HQ alone. */
import { adjustCommand } from './adjust.ts';
import { backupCommand } from './backup.ts';
import type { Command } from './command.ts';
import { enrolCodeCommand } from './enrol-code.ts';
import { importCommand } from './import.ts';
import { leasePolicyCommand } from './lease-policy.ts';
import { loadDemoCommand } from './load-demo.ts';
import { quarantineCommand } from './quarantine.ts';
import { restoreCommand } from './restore.ts';
import { reviewTiersCommand } from './review-tiers.ts';
import { revokeCommand } from './revoke.ts';
import { serveCommand } from './serve.ts';
import { statusCommand } from './status.ts';
import { tillsCommand } from './tills.ts';
import { verifyCommand } from './verify.ts';
import { writeOffCommand } from './write-off.ts';

export const hqCommands: Readonly<Record<string, Command>> = {
  serve: serveCommand,
  'enrol-code': enrolCodeCommand,
  tills: tillsCommand,
  status: statusCommand,
  revoke: revokeCommand,
  'load-demo': loadDemoCommand,
  import: importCommand,
  backup: backupCommand,
  restore: restoreCommand,
  'review-tiers': reviewTiersCommand,
  verify: verifyCommand,
  quarantine: quarantineCommand,
  adjust: adjustCommand,
  'lease-policy': leasePolicyCommand,
  'write-off': writeOffCommand,
};
