import type { Settings, SettingsPatch } from '#shared/domain/settings';
import type { AuditLog } from '#main/ports/audit-log';
import type { EventSink } from '#main/ports/event-sink';
import type { SettingsRepository } from '#main/ports/settings-repositories';

export interface SettingsPorts {
  readonly settings: SettingsRepository;
  readonly events: EventSink;
  readonly audit: AuditLog;
  /** For what follows a setting outside windows: the debug log, the theme of the frame. */
  readonly onChanged: (settings: Settings) => void;
}

export interface SettingsFeature {
  get(): Settings;
  update(patch: SettingsPatch): Settings;
}

/** Which of them decide what is kept, for how long, where it is sent and what it may cost. */
const audited = [
  'trashDays',
  'keepExchanges',
  'debugLog',
  'budgets',
  'routing',
  'cacheDays',
  'cacheMegabytes',
] as const satisfies readonly (keyof Settings)[];

/** A person's preferences; every window hears of a change. */
export function createSettings(ports: SettingsPorts): SettingsFeature {
  return {
    get: () => ports.settings.read(),
    update(patch) {
      const before = ports.settings.read();
      const settings = ports.settings.update(patch);
      for (const setting of audited) {
        if (JSON.stringify(before[setting]) !== JSON.stringify(settings[setting])) {
          ports.audit.record({ kind: 'setting.changed', facts: { setting } });
        }
      }
      ports.onChanged(settings);
      ports.events.broadcast({ type: 'settings.changed' });
      if (patch.favouriteModels !== undefined) ports.events.broadcast({ type: 'models.changed' });
      return settings;
    },
  };
}
