import type { Settings, SettingsPatch } from '#shared/domain/settings';
import type { EventSink } from '#main/ports/event-sink';
import type { SettingsRepository } from '#main/ports/settings-repositories';

export interface SettingsPorts {
  readonly settings: SettingsRepository;
  readonly events: EventSink;
  /** For what follows a setting outside windows: the debug log, the theme of the frame. */
  readonly onChanged: (settings: Settings) => void;
}

export interface SettingsFeature {
  get(): Settings;
  update(patch: SettingsPatch): Settings;
}

/** A person's preferences; every window hears of a change. */
export function createSettings(ports: SettingsPorts): SettingsFeature {
  return {
    get: () => ports.settings.read(),
    update(patch) {
      const settings = ports.settings.update(patch);
      ports.onChanged(settings);
      ports.events.broadcast({ type: 'settings.changed' });
      if (patch.favouriteModels !== undefined) ports.events.broadcast({ type: 'models.changed' });
      return settings;
    },
  };
}
