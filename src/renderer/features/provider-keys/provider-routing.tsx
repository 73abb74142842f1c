import { isAuto } from '#shared/domain/auto-model';
import type { ProviderView } from '#shared/domain/provider';
import { useRemote } from '../../bridge/bridge-context';
import { Select } from '../../ui/text-field';
import { FallbackList } from './fallback-list';
import { LimitField } from './limit-field';
import { useRouting } from './use-routing';

/** The default model of a provider, what answers in its place, and how often it is asked. */
export function ProviderRouting({ provider }: { readonly provider: ProviderView }) {
  const { id, name } = provider;
  const { view, change } = useRouting(id);
  const models = (useRemote('model.list').value ?? []).filter(({ ref }) => !isAuto(ref));
  if (view === null) return null;
  const { defaultModel, requestsPerMinute, tokensPerMinute } = view.routing;
  const own = models.filter(({ ref }) => ref.providerId === id);
  const isListed = defaultModel === null || own.some(({ ref }) => ref.modelId === defaultModel);
  return (
    <section aria-label={`Models and limits of ${name}`} className="flex flex-col gap-4">
      <Select
        label="Default model"
        hint={`What Parley begins with at ${name}, where nothing else was chosen.`}
        error={view.defaultProblem}
        value={defaultModel ?? ''}
        onChange={({ target }) => change({ defaultModel: target.value === '' ? null : target.value })}
      >
        <option value="">Parley chooses</option>
        {!isListed && <option value={defaultModel}>{defaultModel} (not listed now)</option>}
        {own.map(({ ref, name: modelName }) => (
          <option key={ref.modelId} value={ref.modelId}>
            {modelName}
          </option>
        ))}
      </Select>
      <FallbackList provider={provider} view={view} models={models} onChange={change} />
      <fieldset className="flex flex-col gap-2">
        <legend className="font-medium">Limits of your own</legend>
        <p className="text-muted">
          Parley asks no faster than this. A message that has to wait says so. Empty: no limit.
        </p>
        <div className="grid grid-cols-2 gap-3">
          <LimitField
            label="Requests a minute"
            value={requestsPerMinute}
            most={100_000}
            onChange={(count) => change({ requestsPerMinute: count })}
          />
          <LimitField
            label="Tokens a minute"
            value={tokensPerMinute}
            most={1_000_000_000}
            onChange={(count) => change({ tokensPerMinute: count })}
          />
        </div>
      </fieldset>
    </section>
  );
}
