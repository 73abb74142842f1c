import type { OutputOf } from '#shared/contracts/index';
import type { ModelRef } from '#shared/domain/model';
import type { AppErrorData } from '#shared/errors/app-error';
import { useEffect, useState } from 'react';
import { useAppEvent, useBridge } from '../../bridge/bridge-context';

interface Details {
  readonly value: OutputOf<'model.details'> | null;
  readonly error: AppErrorData | null;
}

/** Who told what of a model; read again when anything of models changes. */
export function useModelDetails({ providerId, modelId }: ModelRef): Details {
  const bridge = useBridge();
  const [details, setDetails] = useState<Details>({ value: null, error: null });
  const [version, setVersion] = useState(0);
  useAppEvent((event) => {
    if (event.type === 'models.changed') setVersion((before) => before + 1);
  });
  useEffect(() => {
    let isCurrent = true;
    void bridge.call('model.details', { model: { providerId, modelId } }).then((answer) => {
      if (!isCurrent) return;
      if (answer.ok) setDetails({ value: answer.value, error: null });
      else setDetails((before) => ({ ...before, error: answer.error }));
    });
    return () => {
      isCurrent = false;
    };
  }, [bridge, providerId, modelId, version]);
  return details;
}
