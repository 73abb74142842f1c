import type { ProviderId } from '#shared/domain/ids';
import type { MessageView } from '#shared/domain/message';
import { providerIdSchema } from '#shared/domain/ids';
import { formatModelRef } from '#shared/domain/model';
import { providerRoutingSchema, type ProviderRouting } from '#shared/domain/routing';
import { memorySecretStore } from '../fakes/memory-secret-store';
import {
  modelRef,
  send,
  settledAnswer,
  useEngine,
  type EngineOptions,
  type TestEngine,
  type TestWindow,
} from './use-engine';

/** Three vendors, each with a key of the environment. */
export const threeVendors = {
  OPENAI_API_KEY: 'sk-test-0123456789abcdef',
  ANTHROPIC_API_KEY: 'sk-ant-test-0123456789ab',
  GEMINI_API_KEY: 'AIzaTest0123456789abcdef',
  PARLEY_DEFAULT_MODEL: 'openai/gpt-5.5',
};

export const providerId = (text: string): ProviderId => providerIdSchema.parse(text);

/** An engine without titles whose OpenAI falls back as it is told. */
export async function setUpRouting(
  fallbacks: readonly string[],
  { rest = {}, ...options }: EngineOptions & { readonly rest?: Partial<ProviderRouting> } = {},
) {
  const engine = useEngine({ environment: threeVendors, secrets: memorySecretStore(), ...options });
  const window = engine.openWindow(1);
  await window.call('settings.update', { patch: { autoTitle: false } });
  await saveRouting(window, 'openai', { fallbacks: fallbacks.map(modelRef), ...rest });
  return { engine, window };
}

export const saveRouting = (window: TestWindow, id: string, routing: Partial<ProviderRouting>) =>
  window.call('routing.save', {
    providerId: providerId(id),
    routing: { ...providerRoutingSchema.parse({}), ...routing },
  });

export async function ask(engine: TestEngine, window: TestWindow, text = 'Hello'): Promise<MessageView> {
  return settledAnswer(engine, await send(window, text));
}

/** The models that were asked, in order. */
export const askedModels = ({ provider }: TestEngine): readonly string[] =>
  provider.asked.map(({ providerId: id, request }) => `${id}/${request.modelId}`);

/** The lines of a message that Parley wrote. */
export const notices = ({ parts }: MessageView): readonly string[] =>
  parts.flatMap((part) => (part.type === 'notice' ? [`${part.code}: ${part.text}`] : []));

export const answeredBy = ({ meta }: MessageView): string | null =>
  meta === null ? null : formatModelRef(meta.model);
