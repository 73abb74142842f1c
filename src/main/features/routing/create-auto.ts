import { appError, AppError } from '#shared/errors/app-error';
import type { AutoSettings } from '#shared/domain/auto';
import { isAuto } from '#shared/domain/auto-model';
import { formatModelRef, sameModel, type ModelInfo } from '#shared/domain/model';
import type { AutoChooser } from '#main/ports/auto-chooser';
import type { Clock } from '#main/ports/clock';
import type { HealthRepository } from '#main/ports/health-repository';
import type { ModelDirectory } from '#main/ports/model-directory';
import type { SettingsRepository } from '#main/ports/settings-repositories';
import { chooseAuto } from './choose-auto';

export interface AutoPorts {
  readonly models: ModelDirectory;
  readonly settings: SettingsRepository;
  readonly health: Pick<HealthRepository, 'recent'>;
  readonly clock: Clock;
}

/** “Lately”: the last answers of a week. */
const weekMs = 7 * 86_400_000;
const lastAnswers = 20;

export function createAuto(ports: AutoPorts): AutoChooser {
  return {
    async choose(need) {
      const { auto } = ports.settings.read();
      const models = await poolOf(ports, auto);
      const firstTokenMs = new Map(
        models.flatMap((model) => {
          const ms = medianFirstToken(ports, model);
          return ms === null ? [] : [[formatModelRef(model.ref), ms] as const];
        }),
      );
      const pick = chooseAuto(auto.rules, need, { models, firstTokenMs });
      if (pick === null) throw new AppError(appError('model.not-found', noneFits(models, need.hasImages)));
      return { models: pick.models.map(({ ref }) => ref), reason: pick.reason };
    },
  };
}

/** Models that can be asked, in the person's order. */
async function poolOf(
  { models, settings }: AutoPorts,
  { pool }: AutoSettings,
): Promise<readonly ModelInfo[]> {
  const listed = (await models.list()).filter(({ ref }) => !isAuto(ref) && ref.providerId !== 'guide');
  const those = (refs: readonly ModelInfo['ref'][]): readonly ModelInfo[] =>
    refs.flatMap((ref) => listed.find((model) => sameModel(model.ref, ref)) ?? []);
  if (pool === 'all') return listed.filter(({ deprecated, isHidden }) => !deprecated && !isHidden);
  const favourites = pool === 'favourites' ? those(settings.read().favouriteModels) : [];
  if (favourites.length > 0) return favourites;
  const defaults = await models.listDefaults();
  return Promise.all(defaults.map((ref) => models.describe(ref)));
}

function medianFirstToken({ health, clock }: AutoPorts, { ref }: ModelInfo): number | null {
  const times = health
    .recent(ref.providerId, ref.modelId, clock.now() - weekMs, lastAnswers)
    .flatMap(({ outcome, firstTokenMs }) =>
      outcome === 'complete' && firstTokenMs !== null ? firstTokenMs : [],
    )
    .sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)] ?? null;
}

const noneFits = (models: readonly ModelInfo[], hasImages: boolean): string =>
  models.length === 0
    ? 'Auto has no model to choose from: no provider with models is ready. Add a key in Settings.'
    : hasImages
      ? 'Auto found no model that can see images among those it chooses from. Choose a model, or change the rules in Settings › Models.'
      : 'Auto found no model whose window fits this conversation. Choose a model, or change the rules in Settings › Models.';
