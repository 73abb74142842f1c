import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { BackupPlan, BackupPlans } from '#main/ports/backup-plan';
import { backupKeepChoices } from '#shared/domain/backup-keep';
import { appErrorSchema } from '#shared/errors/app-error';
import type { Database } from '../database';
import { setting } from '../schema/setting';
import { isSound, sealText } from '../text-seal';

const key = 'backupPlan';

const planSchema = z.strictObject({
  every: z.enum(['never', 'daily', 'weekly']),
  keep: z.literal(backupKeepChoices),
  folder: z.string().nullable(),
  isEncrypted: z.boolean(),
  writtenAt: z.number().nullable(),
  files: z.array(z.string()).readonly(),
  last: z
    .strictObject({
      at: z.number(),
      fileName: z.string(),
      bytes: z.number().nullable(),
      isScheduled: z.boolean(),
      error: appErrorSchema.nullable(),
    })
    .nullable(),
});

const none: BackupPlan = {
  every: 'never',
  keep: 7,
  folder: null,
  isEncrypted: false,
  writtenAt: null,
  files: [],
  last: null,
};

/** One row among the settings, which no window reads. A plan that is damaged is none: nothing is removed by it. */
export function createBackupPlans({ orm, read, write }: Database): BackupPlans {
  const find = (): BackupPlan => {
    const row = orm.select().from(setting).where(eq(setting.key, key)).get();
    if (row === undefined || !isSound(key, row.value, row.valueSha256)) return none;
    try {
      return planSchema.safeParse(JSON.parse(row.value)).data ?? none;
    } catch {
      return none; // not JSON
    }
  };
  return {
    read: () => read(find),
    update: (change) =>
      write(() => {
        const plan = { ...find(), ...change };
        const value = JSON.stringify(plan);
        const set = { value, valueSha256: sealText(key, value) };
        orm
          .insert(setting)
          .values({ key, ...set })
          .onConflictDoUpdate({ target: setting.key, set })
          .run();
        return plan;
      }),
  };
}
