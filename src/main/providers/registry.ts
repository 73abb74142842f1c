import type { ChatProvider, ConnectProvider, ProviderEndpoint } from '#main/ports/chat-provider';
import type { ProviderKind } from '#shared/domain/provider';

/** A vendor's folder with its SDK is loaded at its first call, so that a start pays for none of them. */
const loaders: Readonly<Record<ProviderKind, () => Promise<ConnectProvider>>> = {
  openai: async () => (await import('./openai/client')).connectOpenai,
  anthropic: async () => (await import('./anthropic/client')).connectAnthropic,
  google: async () => (await import('./google/client')).connectGoogle,
  compatible: async () => (await import('./compatible/client')).connectCompatible,
  guide: async () => (await import('./guide/client')).connectGuide,
};

export const connectProvider: ConnectProvider = (endpoint) => {
  let connected: Promise<ChatProvider> | null = null;
  const connect = (): Promise<ChatProvider> => (connected ??= load(endpoint));
  return {
    async *stream(request, signal, onExchange, onAnswer) {
      yield* (await connect()).stream(request, signal, onExchange, onAnswer);
    },
    listModels: async (signal) => await (await connect()).listModels(signal),
  };
};

const load = async (endpoint: ProviderEndpoint): Promise<ChatProvider> =>
  (await loaders[endpoint.kind]())(endpoint);
