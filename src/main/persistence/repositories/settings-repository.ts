import type { Settings } from '#shared/domain/settings';
import { settingsSchema } from '#shared/domain/settings';
import type { SettingsRepository } from '#main/ports/settings-repositories';
import type { Database } from '../database';
import { setting } from '../schema/setting';
import { lazily } from './lazily';

/** Reads what can be read: a value of another version falls back to its default, and stays stored. */
function parseSettings(rows: readonly { readonly key: string; readonly value: string }[]): Settings {
  const read: Record<string, unknown> = {};
  for (const { key, value } of rows) {
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

export function createSettingsRepository({ orm, read, write }: Database): SettingsRepository {
  const all = lazily(() => orm.select().from(setting).prepare());
  return {
    read: () => read(() => parseSettings(all().all())),
    update: (patch) =>
      write(() => {
        for (const [key, changed] of Object.entries(patch)) {
          if (changed === undefined) continue;
          const value = JSON.stringify(changed);
          orm
            .insert(setting)
            .values({ key, value })
            .onConflictDoUpdate({ target: setting.key, set: { value } })
            .run();
        }
        return parseSettings(all().all());
      }),
  };
}
