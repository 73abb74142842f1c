import { createServer, type Server } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { providerIdSchema } from '#shared/domain/ids';
import { findLocalServers, isLocalServer } from './local-servers';
import { countModels, probeServer } from './probe-server';

const id = (text: string) => providerIdSchema.parse(text);

async function serve(answer: Parameters<typeof createServer>[1]): Promise<string> {
  const server: Server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('It does not listen.');
  return `http://127.0.0.1:${address.port}/v1/models`;
}

describe('finding servers on this computer', () => {
  it('asks all known ports at once and lists those that answer', async () => {
    const asked: string[] = [];
    let release = (): void => undefined;
    const all = new Promise<void>((resolve) => (release = resolve));
    const found = await findLocalServers(
      async (url) => {
        asked.push(url);
        if (asked.length === 4) release();
        await all;
        return url.includes(':11434/') ? 3 : null;
      },
      (provider) => provider === id('ollama'),
    );
    expect(asked.map((url) => new URL(url).port).sort()).toEqual(['11434', '1234', '1337', '8080']);
    expect(found).toEqual([
      {
        name: 'Ollama',
        providerId: 'ollama',
        baseUrl: 'http://127.0.0.1:11434/v1',
        modelCount: 3,
        isAdded: true,
      },
    ]);
  });

  it('counts the models of a real answer', async () => {
    const url = await serve((_, response) =>
      response.end('{"object":"list","data":[{"id":"a"},{"id":"b"}]}'),
    );
    expect(await probeServer(url, 700)).toBe(2);
  });

  // Catches: a web server of another kind taken for a model server, a probe that hangs or is led elsewhere.
  it.each([
    ['a web page', 200, '<html>'],
    ['another JSON', 200, '{"ok":true}'],
    ['an error', 404, '{"data":[]}'],
    ['an endless answer', 200, `{"data":[${'1,'.repeat(600_000)}1]}`],
  ])('takes %s for nothing', async (_name, status, body) => {
    const url = await serve((_, response) => response.writeHead(status).end(body));
    expect(await probeServer(url, 2_000)).toBeNull();
  });

  it('follows no redirect and waits for nobody', async () => {
    const target = await serve((_, response) => response.end('{"data":[1]}'));
    const redirect = await serve((_, response) => response.writeHead(302, { location: target }).end());
    const silent = await serve(() => undefined);
    expect(await probeServer(redirect, 700)).toBeNull();
    expect(await probeServer(silent, 50)).toBeNull();
    expect(await probeServer('http://127.0.0.1:1/v1/models', 700)).toBeNull();
  });

  it('knows a server that has no model yet', () => {
    expect([countModels({ object: 'list', data: null }), countModels([]), countModels(null)]).toEqual([
      0,
      null,
      null,
    ]);
  });

  it('calls only servers of this computer local', () => {
    expect(isLocalServer(id('ollama'), 'http://127.0.0.1:11434/v1')).toBe(true);
    expect(isLocalServer(id('ollama'), 'http://[::1]:11434/v1')).toBe(true);
    expect(isLocalServer(id('ollama'), 'https://ollama.example/v1')).toBe(false);
    expect(isLocalServer(id('mine'), 'http://127.0.0.1:11434/v1')).toBe(false);
    expect(isLocalServer(id('ollama'), null)).toBe(false);
  });
});
