import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectProvider } from '#main/providers/registry';
import { startProviderServer, type ProviderServer } from '../fakes/provider-server/provider-server';
import { eventStream, jsonReply } from '../fakes/provider-server/reply';
import { sse } from '../contract/scenario';
import { modelRef, send, settledAnswer, useEngine } from './use-engine';

/** Two pictures of one pixel each. */
const sketch = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=';
const drawn =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

let server: ProviderServer;
beforeAll(async () => {
  server = await startProviderServer();
  server.otherwise(() => jsonReply(200, { data: [{ id: 'gpt-image-2' }, { id: 'gpt-5.5' }] }));
});
afterAll(() => server.close());

const drawing = (kind: string) =>
  eventStream(
    sse([
      {
        event: `${kind}.partial_image`,
        data: { type: `${kind}.partial_image`, b64_json: sketch, partial_image_index: 0 },
      },
      {
        event: `${kind}.completed`,
        data: {
          type: `${kind}.completed`,
          b64_json: drawn,
          output_format: 'png',
          usage: {
            input_tokens: 12,
            output_tokens: 4160,
            total_tokens: 4172,
            input_tokens_details: { text_tokens: 10, image_tokens: 2 },
          },
        },
      },
    ]),
  );

// Catches: a sketch that is kept, an image that the next question knows nothing of, a price that is invented, a model that
// is asked to draw the title of its conversation.
test('an image is drawn, kept with its tokens, and worked on by the next question', async () => {
  const engine = useEngine({
    connect: connectProvider,
    environment: { OPENAI_API_KEY: 'sk-test-abcdefgh12345678', OPENAI_BASE_URL: `${server.origin}/v1` },
  });
  const window = engine.openWindow(1);
  const models = await window.call('model.refresh', null);
  expect(models.find(({ ref }) => ref.modelId === 'gpt-image-2')).toMatchObject({
    makesImages: true,
    supportsImages: true,
    pricing: { input: 5, imageOutput: 30, picture: null },
    thinking: null,
  });
  const before = server.requests.length;

  server.next(drawing('image_generation'));
  const first = await send(window, 'A fox', { model: modelRef('openai/gpt-image-2') });
  const answer = await settledAnswer(engine, first);
  expect(answer).toMatchObject({
    status: 'complete',
    parts: [{ type: 'image', mediaType: 'image/png', width: 1, height: 1 }],
    // 10 tokens at $5, 2 of a picture at $8, 4,160 of the new one at $30 a million.
    meta: { usage: { input: 12, output: 4160, imageInput: 2, imageOutput: 4160 }, cost: 0.124866 },
  });

  server.next(drawing('image_edit'));
  const second = await send(window, 'At night', {
    conversationId: first.conversationId,
    parentId: first.answerId,
  });
  expect(await settledAnswer(engine, second)).toMatchObject({
    status: 'complete',
    parts: [{ type: 'image' }],
  });

  const asked = server.requests.slice(before);
  expect(asked.map(({ path }) => path)).toEqual(['/v1/images/generations', '/v1/images/edits']);
  expect(asked[1]?.body).toMatch(/name="image\[\]"; filename="image-1\.png"/);
});
