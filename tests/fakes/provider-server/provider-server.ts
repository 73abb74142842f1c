import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { createRequestReader } from './request-reader';
import { headOf, type Reply, type Step } from './reply';

/** One request as it arrived, and what became of its socket. Times are `performance.now()` in ms. */
export interface ReceivedRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly socketOpenedAt: number;
  readonly receivedAt: number;
  /** When the socket was gone; null while it is open. */
  readonly socketClosedAt: number | null;
  /** Settles with the time at which the socket was gone, whoever closed it. */
  readonly socketClosed: Promise<number>;
  /** How many of the reply's steps were carried out. */
  readonly stepsDone: number;
}

export interface ProviderServer {
  readonly port: number;
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** Everything received since the start, in order. */
  readonly requests: readonly ReceivedRequest[];
  /** Answers the next request with this reply; replies queue up. */
  next(reply: Reply): void;
  /** Answers what no queued reply is there for. Without it such a request gets 501. */
  otherwise(answer: (request: ReceivedRequest) => Reply): void;
  /** Settles when `count` requests have been received. */
  received(count: number): Promise<ReceivedRequest>;
  /** Sockets that are open now. */
  openSockets(): number;
  /** Settles when none is open, whoever closed them. */
  emptied(): Promise<void>;
  close(): Promise<void>;
}

/** A provider on loopback whose every byte is scripted; it listens on a port of the system's choice. */
export async function startProviderServer(tls: TlsOptions | null = null): Promise<ProviderServer> {
  const requests: ReceivedRequest[] = [];
  const queue: Reply[] = [];
  const sockets = new Set<Socket>();
  const waiting: { readonly count: number; readonly resolve: (request: ReceivedRequest) => void }[] = [];
  let fallback: (request: ReceivedRequest) => Reply = () => ({ status: 501, steps: [] });

  const note = (request: ReceivedRequest): void => {
    requests.push(request);
    for (const wait of waiting.filter(({ count }) => count === requests.length)) wait.resolve(request);
  };
  const serve = (socket: Socket): void => {
    const connection = trackSocket(socket, sockets);
    let answering = Promise.resolve();
    const reader = createRequestReader((received) => {
      const request = connection.describe(received);
      note(request);
      const reply = queue.shift() ?? fallback(request);
      answering = answering.then(() => answer(socket, reply, request));
    });
    socket.on('data', (chunk) => reader.push(chunk));
  };
  const server: Server = tls === null ? createServer(serve) : createTlsServer(tls, serve);
  // A client that refuses our certificate is what a test wants to see.
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    port,
    origin: `${tls === null ? 'http' : 'https'}://127.0.0.1:${port}`,
    requests,
    next: (reply) => void queue.push(reply),
    otherwise: (reply) => void (fallback = reply),
    received: (count) => {
      const already = requests[count - 1];
      if (already !== undefined) return Promise.resolve(already);
      return new Promise((resolve) => waiting.push({ count, resolve }));
    },
    openSockets: () => sockets.size,
    emptied: async () => {
      for (let [socket] = sockets; socket !== undefined; [socket] = sockets) await once(socket, 'close');
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Received = Pick<ReceivedRequest, 'method' | 'path' | 'headers' | 'body'>;

function trackSocket(socket: Socket, sockets: Set<Socket>) {
  sockets.add(socket);
  const life = { openedAt: performance.now(), closedAt: null as number | null };
  const closed = new Promise<number>((resolve) => {
    socket.once('close', () => {
      life.closedAt = performance.now();
      sockets.delete(socket);
      resolve(life.closedAt);
    });
  });
  // A reset by the client is nothing to fail about.
  socket.on('error', () => undefined);
  return {
    describe: (received: Received): ReceivedRequest & { stepsDone: number } => ({
      ...received,
      socketOpenedAt: life.openedAt,
      receivedAt: performance.now(),
      get socketClosedAt() {
        return life.closedAt;
      },
      socketClosed: closed,
      stepsDone: 0,
    }),
  };
}

async function answer(socket: Socket, reply: Reply, request: { stepsDone: number }): Promise<void> {
  if (reply.rawHead === undefined) socket.write(headOf(reply));
  else if (reply.rawHead !== '') socket.write(reply.rawHead);
  const isChunked = reply.framing !== 'raw' && reply.rawHead === undefined;
  let isOpen = true;
  for (const step of reply.steps) {
    if (socket.destroyed) return;
    isOpen = await perform(socket, step, isChunked);
    request.stepsDone += 1;
    if (!isOpen) return;
  }
  if (isChunked) socket.write('0\r\n\r\n');
  else socket.end();
}

/** Carries out one step; false when the reply is over with it. */
async function perform(socket: Socket, step: Step, isChunked: boolean): Promise<boolean> {
  switch (step.do) {
    case 'write': {
      const bytes = typeof step.bytes === 'string' ? Buffer.from(step.bytes) : Buffer.from(step.bytes);
      if (bytes.length === 0) return true;
      const framed = isChunked
        ? Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
        : bytes;
      // Waits for the client to take it, so that a reply can be larger than memory allows.
      if (!socket.write(framed)) {
        await new Promise<void>((resolve) => {
          socket.once('drain', resolve);
          socket.once('close', resolve);
        });
      }
      return true;
    }
    case 'pause':
      await new Promise((resolve) => setTimeout(resolve, step.ms));
      return true;
    case 'until':
      await step.event;
      return true;
    case 'stall':
      await new Promise((resolve) => socket.once('close', resolve));
      return false;
    case 'finish':
      socket.end();
      return false;
    case 'reset':
      socket.resetAndDestroy();
      return false;
  }
}
