import { isLoopbackHost } from '#shared/domain/base-url';
import { providerIdSchema, type ProviderId } from '#shared/domain/ids';
import type { LocalServer } from '#shared/domain/provider';

/** Programs that serve models on this computer, at the port each uses unless told otherwise. */
export const localServers = [
  { id: providerIdSchema.parse('ollama'), name: 'Ollama', port: 11_434 },
  { id: providerIdSchema.parse('lm-studio'), name: 'LM Studio', port: 1_234 },
  { id: providerIdSchema.parse('llama-cpp'), name: 'llama.cpp', port: 8_080 },
  { id: providerIdSchema.parse('jan'), name: 'Jan', port: 1_337 },
] as const;

export const localBaseUrl = (port: number): string => `http://127.0.0.1:${port}/v1`;

export function isLocalServer(id: ProviderId, baseUrl: string | null): boolean {
  const host = baseUrl === null ? null : /^http:\/\/(\[[^\]]*\]|[^/:]*)/.exec(baseUrl)?.[1];
  return (
    host !== null &&
    host !== undefined &&
    isLoopbackHost(host) &&
    localServers.some((known) => known.id === id)
  );
}

/** Answers how many models the address lists within 700 ms, or null when nothing of the kind is there. Never throws. */
export type ProbeServer = (modelsUrl: string, limitMs: number) => Promise<number | null>;

const probeLimitMs = 700;

/** Asks the known ports of this computer, all at once. */
export async function findLocalServers(
  probe: ProbeServer,
  isAdded: (id: ProviderId) => boolean,
): Promise<readonly LocalServer[]> {
  const found = await Promise.all(
    localServers.map(async ({ id, name, port }): Promise<LocalServer | null> => {
      const baseUrl = localBaseUrl(port);
      const modelCount = await probe(`${baseUrl}/models`, probeLimitMs);
      return modelCount === null ? null : { name, providerId: id, baseUrl, modelCount, isAdded: isAdded(id) };
    }),
  );
  return found.filter((server) => server !== null);
}
