import { appError, AppError } from '#shared/errors/app-error';
import type { ModelRef } from '#shared/domain/model';
import type { CustomModel, OwnPrices } from '#shared/domain/own-model';
import type { Clock } from '#main/ports/clock';
import type { EventSink } from '#main/ports/event-sink';
import type { OwnModelRepository } from '#main/ports/own-model-repository';
import type { ProviderDirectory } from '#main/ports/provider-directory';
import { dayOf } from './day-of';

export interface OwnModelPorts {
  readonly own: OwnModelRepository;
  readonly directory: Pick<ProviderDirectory, 'get'>;
  readonly events: EventSink;
  readonly clock: Clock;
}

/** What a person says of models. */
export interface OwnModels {
  setHidden(models: readonly ModelRef[], isHidden: boolean): void;
  /** Null, or prices of which none is set, go back to what the provider's list or the catalogue tells. What was paid before stays what it was. */
  setPrices(model: ModelRef, prices: OwnPrices | null): void;
  /** Throws `provider.not-found`, and `invalid-request` for the Guide, which is no language model. */
  saveCustom(model: ModelRef, custom: CustomModel): void;
  removeCustom(model: ModelRef): void;
}

export function changeOwnModels({ own, directory, events, clock }: OwnModelPorts): OwnModels {
  const save = (...change: Parameters<OwnModelRepository['save']>): void => {
    own.save(...change);
    events.broadcast({ type: 'models.changed' });
  };
  return {
    setHidden: (models, isHidden) => save(models, { isHidden }),
    setPrices(model, prices) {
      const isSet = prices !== null && Object.values(prices).some((price) => price !== null);
      save([model], { prices: isSet ? { ...prices, setOn: dayOf(clock.now()) } : null });
    },
    saveCustom(model, custom) {
      if (directory.get(model.providerId).kind === 'guide') {
        throw new AppError(appError('invalid-request', 'The Guide has one model, and takes no other.'));
      }
      save([model], { custom });
    },
    removeCustom: (model) => save([model], { custom: null }),
  };
}
