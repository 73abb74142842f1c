import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { BusWriter, busMessage, takeBusMessage, type BusCall } from './bus-messages';
import { startSessionBus, type SessionBus } from './session-bus';

/** `other bytes`: it gives back something else than it took. `nothing kept`: it says that it stored, and has nothing. */
export type Lie = 'other bytes' | 'nothing kept';

export interface LyingKeychain {
  readonly env: SessionBus['env'];
  /** How often it said that it had stored something. */
  readonly stored: () => number;
  stop(): Promise<void>;
}

const item = '/org/freedesktop/secrets/collection/login/1';
const session = '/org/freedesktop/secrets/session/1';
const noPrompt = '/';

/** A Secret Service that speaks the whole protocol that libsecret speaks, and lies in it. */
export async function startLyingKeychain(lie: Lie): Promise<LyingKeychain> {
  const bus = await startSessionBus();
  const path = /path=([^,]+)/.exec(bus.env.DBUS_SESSION_BUS_ADDRESS)?.[1] ?? '';
  const socket = connect(path);
  await authenticate(socket);
  let stored = 0;
  let serial = 1;
  const send = (type: 1 | 2 | 3, fields: Parameters<typeof busMessage>[2], body?: Buffer): void =>
    void socket.write(busMessage(type, serial++, fields, body));
  const callBus = (member: string, signature?: string, body?: Buffer): void =>
    send(
      1,
      [
        [1, 'o', '/org/freedesktop/DBus'],
        [2, 's', 'org.freedesktop.DBus'],
        [3, 's', member],
        [6, 's', 'org.freedesktop.DBus'],
        ...(signature === undefined ? [] : [[8, 'g', signature] as const]),
      ],
      body,
    );
  let isNamed: () => void = () => undefined;
  const named = new Promise<void>((done) => (isNamed = done));
  receive(socket, (call) => {
    if (!call.isCall) {
      // Of all that comes back only the answer to the request for the name is one number.
      if (call.body.length === 4) isNamed();
      return;
    }
    if (call.member === 'CreateItem') stored += 1;
    const [signature, body] = answerTo(call, lie);
    const to = [
      [5, 'u', call.serial],
      [6, 's', call.sender],
    ] as const;
    if (body === null) send(3, [[4, 's', 'org.freedesktop.DBus.Error.NotSupported'], ...to]);
    else send(2, [...to, [8, 'g', signature]], body.bytes);
  });
  callBus('Hello');
  callBus('RequestName', 'su', new BusWriter().text('org.freedesktop.secrets').number(4).bytes);
  await named;
  return {
    env: bus.env,
    stored: () => stored,
    async stop() {
      socket.destroy();
      await bus.stop();
    },
  };
}

/** Signature and body of the answer; null for what is not supported, encrypted sessions among it. */
function answerTo({ member, body }: BusCall, lie: Lie): readonly [string, BusWriter | null] {
  const writer = new BusWriter();
  const found = lie === 'other bytes' ? [item] : [];
  const paths = (all: readonly string[]) =>
    writer.array(4, (inner) => all.forEach((path) => inner.text(path)));
  switch (member) {
    case 'OpenSession':
      if (!body.includes('plain')) return ['', null];
      return ['vo', writer.signature('s').text('').text(session)];
    case 'GetAll':
      return ['a{sv}', writer.array(8, () => undefined)];
    case 'SearchItems':
      paths(found);
      return ['aoao', paths([])];
    case 'Unlock':
      return ['aoo', paths(found).text(noPrompt)];
    case 'CreateItem':
      return ['oo', writer.text(item).text(noPrompt)];
    case 'Delete':
      return ['o', writer.text(noPrompt)];
    case 'GetSecrets':
      return [
        'a{o(oayays)}',
        writer.array(8, (inner) => {
          inner.text(item).align(8).text(session).blob(Buffer.alloc(0));
          inner.blob(Buffer.from('something else')).text('text/plain');
        }),
      ];
    default:
      return ['', null];
  }
}

async function authenticate(socket: Socket): Promise<void> {
  await once(socket, 'connect');
  const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
  socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  if (!answer.toString().startsWith('OK')) throw new Error(`the bus said: ${answer.toString()}`);
  socket.write('BEGIN\r\n');
}

function receive(socket: Socket, onCall: (call: BusCall) => void): void {
  let bytes = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (let taken = takeBusMessage(bytes); taken !== null; taken = takeBusMessage(bytes)) {
      bytes = Buffer.from(taken.rest);
      onCall(taken.call);
    }
  });
}
