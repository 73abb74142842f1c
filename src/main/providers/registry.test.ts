import { expect, it } from 'vitest';
import type { ProviderEndpoint } from '#main/ports/chat-provider';
import { providerIdSchema } from '#shared/domain/ids';
import { providerKinds } from '#shared/domain/provider';
import type { StreamPart } from '#shared/domain/stream-part';
import { connectProvider } from './registry';

const endpoint = (kind: ProviderEndpoint['kind']): ProviderEndpoint => ({
  id: providerIdSchema.parse(kind),
  kind,
  name: 'Somewhere',
  baseUrl: null,
  readKey: () => Promise.resolve(null),
});

// Catches: a kind that is connected to another vendor's code, and a request that is sent without key or address.
it.each(providerKinds.filter((kind) => kind !== 'guide'))(
  '%s says what it lacks, and asks nobody',
  async (kind) => {
    const provider = connectProvider(endpoint(kind));
    const expected = kind === 'compatible' ? 'provider.invalid-url' : 'secret.missing';
    const parts: StreamPart[] = [];
    const request = {
      modelId: 'm',
      instructions: null,
      messages: [],
      maxOutputTokens: null,
      temperature: null,
      supportsThinking: null,
      thinkingEffort: null,
      makesImages: null,
    };
    const { signal } = new AbortController();
    for await (const part of provider.stream(request, signal)) parts.push(part);
    expect(parts).toMatchObject([{ type: 'turn-end', outcome: 'error', error: { code: expected } }]);
    expect(await provider.listModels(signal)).toMatchObject({ ok: false, error: { code: expected } });
  },
);
