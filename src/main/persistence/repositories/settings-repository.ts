import type { Settings } from '#shared/domain/settings';
import { settingsSchema } from '#shared/domain/settings';
import type { SettingsRepository } from '#main/ports/settings-repositories';
import type { Database } from '../database';
import { setting } from '../schema/setting';
import { isSound, sealText } from '../text-seal';
import { lazily } from './lazily';

type SettingRow = typeof setting.$inferSelect;

const isSoundRow = ({ key, value, valueSha256 }: SettingRow): boolean => isSound(key, value, valueSha256);

/** Reads what can be read: a value that is damaged or of another version falls back to its default, and stays stored. */
function parseSettings(rows: readonly SettingRow[]): Settings {
  const read: Record<string, unknown> = {};
  for (const { key, value } of rows.filter(isSoundRow)) {
    if (!Object.hasOwn(settingsSchema.shape, key)) continue;
    const schema = settingsSchema.shape[key as keyof typeof settingsSchema.shape];
    try {
      const parsed = schema.safeParse(JSON.parse(value));
      if (parsed.success) read[key] = parsed.data;
    } catch {
      continue; // not JSON
    }
  }
  return settingsSchema.parse(read);
}

/** How many settings are not as they were stored. */
export const countDamagedSettings = ({ orm, read }: Database): number =>
  read(() => orm.select().from(setting).all()).filter((row) => !isSoundRow(row)).length;

export function createSettingsRepository({ orm, read, write }: Database): SettingsRepository {
  const all = lazily(() => orm.select().from(setting).prepare());
  return {
    read: () => read(() => parseSettings(all().all())),
    update: (patch) =>
      write(() => {
        for (const [key, changed] of Object.entries(patch)) {
          if (changed === undefined) continue;
          const value = JSON.stringify(changed);
          const valueSha256 = sealText(key, value);
          orm
            .insert(setting)
            .values({ key, value, valueSha256 })
            .onConflictDoUpdate({ target: setting.key, set: { value, valueSha256 } })
            .run();
        }
        return parseSettings(all().all());
      }),
  };
}
