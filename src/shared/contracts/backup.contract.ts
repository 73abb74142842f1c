import { z } from 'zod';
import {
  backupProgressSchema,
  backupSummarySchema,
  restoreChoicesSchema,
  restorePreviewSchema,
  restoreResultSchema,
} from '../domain/backup';
import { backupKeepChoices } from '../domain/backup-keep';
import { appErrorSchema } from '../errors/app-error';
import { nothing, route } from './route';

const passphrase = z.string().min(1).max(1000);
const token = z.string().max(100);

const chosen = z.strictObject({ token, fileName: z.string(), isEncrypted: z.boolean() }).nullable();

const scheduleSchema = z.strictObject({
  every: z.enum(['never', 'daily', 'weekly']),
  /** How many are kept; the oldest go once a new one was verified. */
  keep: z.literal(backupKeepChoices),
  /** What the folder is called; null: none was chosen. */
  folder: z.string().nullable(),
  isEncrypted: z.boolean(),
  /** It is kept in the keychain, or known until Parley quits. */
  hasPassphrase: z.enum(['keychain', 'session', 'no']),
});

/** Backups of everything, and what they bring back. The person chooses every place in the system's own dialog. */
export const backupRoutes = {
  'backup.state': route(
    nothing,
    z.strictObject({
      schedule: scheduleSchema,
      /** What runs now. */
      job: z
        .strictObject({
          kind: z.enum(['write', 'open', 'restore']),
          progress: backupProgressSchema.nullable(),
        })
        .nullable(),
      /** How the last one ended. */
      last: z
        .strictObject({
          at: z.number(),
          fileName: z.string(),
          bytes: z.number().nullable(),
          isScheduled: z.boolean(),
          error: appErrorSchema.nullable(),
        })
        .nullable(),
    }),
  ),
  /** Asks for a place, writes and verifies. Null: the person chose none, or stopped it. */
  'backup.write': route(
    z.strictObject({ passphrase: passphrase.nullable() }),
    z.strictObject({ fileName: z.string(), summary: backupSummarySchema }).nullable(),
  ),
  /** Stops what runs; nothing is left of it. */
  'backup.stop': route(nothing, nothing),
  /** Asks for a folder and remembers it; its name. Null: the person chose none. */
  'backup.chooseFolder': route(nothing, z.string().nullable()),
  /** `passphrase` undefined leaves it; null: backups are not encrypted. `remember` puts it into the keychain. */
  'backup.setSchedule': route(
    z.strictObject({
      every: scheduleSchema.shape.every,
      keep: scheduleSchema.shape.keep,
      passphrase: passphrase.nullable().optional(),
      remember: z.boolean(),
    }),
    nothing,
  ),
  /** Asks for a backup. Null: the person chose none. */
  'backup.choose': route(nothing, chosen),
  /** Takes what was dropped on this window last. Null: nothing was. Fails with `backup.unreadable` for what is none. */
  'backup.takeDropped': route(nothing, chosen),
  /** Verifies it whole and compares it with what is here. Null: the person stopped it. */
  'backup.open': route(
    z.strictObject({ token, passphrase: passphrase.nullable() }),
    z.strictObject({ id: token, summary: backupSummarySchema, preview: restorePreviewSchema }).nullable(),
  ),
  /** Null: the person stopped it, and everything is as it was. */
  'backup.restore': route(
    z.strictObject({ id: token, choices: restoreChoicesSchema }),
    restoreResultSchema.nullable(),
  ),
  'backup.close': route(z.strictObject({ id: token }), nothing),
};
