import type { Persona, PersonaDraft } from '#shared/domain/persona';
import type { PersonaId, ProviderId } from '#shared/domain/ids';
import type { Settings, SettingsPatch } from '#shared/domain/settings';
import type { ProviderKind } from '#shared/domain/provider';
import type { ProviderModel } from './chat-provider';

export interface SettingsRepository {
  read(): Settings;
  update(patch: SettingsPatch): Settings;
}

export interface PersonaRepository {
  /** In the person's order, bundled ones first. */
  list(): readonly Persona[];
  find(id: PersonaId): Persona | null;
  create(id: PersonaId, draft: PersonaDraft): Persona;
  update(id: PersonaId, draft: PersonaDraft): Persona;
  remove(id: PersonaId): void;
  restore(id: PersonaId): Persona;
}

/** A provider as stored; environment and built-in ones are merged in by `features/providers`. */
export interface ProviderRow {
  readonly id: ProviderId;
  readonly kind: ProviderKind;
  readonly name: string;
  readonly baseUrl: string | null;
  readonly isEnabled: boolean;
}

export interface ProviderRepository {
  list(): readonly ProviderRow[];
  save(row: ProviderRow): void;
  remove(id: ProviderId): void;
  /** The last model list that a provider gave, for a picker that is there at once. */
  listModels(id: ProviderId): readonly ProviderModel[];
  saveModels(id: ProviderId, models: readonly ProviderModel[], at: number): void;
  /** When that list came, in epoch ms; null when there is none. */
  modelsListedAt(id: ProviderId): number | null;
}
