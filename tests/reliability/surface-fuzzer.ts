// The hostile page, in a thread of its own: calls through real message ports, and a judge of every answer.
import { createHash } from 'node:crypto';
import { MessageChannel, parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { contract, type RouteName } from '#shared/contracts/index';
import { appErrorSchema } from '#shared/errors/app-error';
import { createCallGenerator, createRandom, routeNames, type Fate, type FuzzedCall } from './call-generator';
import { hostileKeys, hostileValue, withOwnKey } from './hostile-values';
import { KnownThings, makesMessage, plantedKey } from './known-things';
import type { FuzzerOrders, FuzzerReport, SentMessage } from './surface-orders';

const orders = workerData as FuzzerOrders;
const main = parentPort;
if (main === null) throw new Error('it runs in a worker');

const random = createRandom(orders.seed);
const known = new KnownThings(orders.planted);
const generator = createCallGenerator(random, known);

/** Few, since every change is told to each; together they may call faster than they can be answered. */
const windowCount = 4;
/** Calls that wait for their answer at a time. */
const outstandingLimit = 48;
/** As many at once from one window as its bucket holds, and some more. */
const floodSize = 2_300;

interface Waiting extends FuzzedCall {
  readonly window: Window;
  readonly mayBeLimited: boolean;
}
interface Window {
  readonly id: number;
  port: MessagePort;
  outstanding: number;
}

const waiting = new Map<number, Waiting>();
const problems = new Map<string, number>();
const answers: Record<string, number> = {};
const routes: Record<string, { ok: number; refused: number; failed: number }> = {};
for (const name of routeNames) routes[name] = { ok: 0, refused: 0, failed: 0 };
const sent: { readonly conversationId: string; readonly message: SentMessage }[] = [];
/** In memory alone: nothing of them is looked for at the end. */
const temporary = new Set<string>();
const deleted = new Set<string>();
let [made, envelopes, lastId, batches] = [0, 0, 0, 0];
let proceed = (): void => undefined;

/** Equal problems are counted; the first of each kind is told whole. */
function tell(problem: string): void {
  if (problems.size < 50 || problems.has(problem)) problems.set(problem, (problems.get(problem) ?? 0) + 1);
}

function connect(window: Pick<Window, 'id'>): MessagePort {
  const { port1, port2 } = new MessageChannel();
  main?.postMessage({ serve: window.id, port: port2 }, [port2]);
  port1.on('message', (message: unknown) => hear(message));
  return port1;
}

function openWindow(id: number): Window {
  return { id, port: connect({ id }), outstanding: 0 };
}

function hear(message: unknown): void {
  if (typeof message !== 'object' || message === null) {
    tell('a message that is no object');
  } else if ('event' in message) {
    batches += 1;
  } else if ('id' in message && typeof message.id === 'number') {
    const call = waiting.get(message.id);
    if (call === undefined) {
      tell('an answer to no call, or a second one');
      return;
    }
    waiting.delete(message.id);
    call.window.outstanding -= 1;
    judge(call, message);
    if (waiting.size < outstandingLimit) proceed();
  } else {
    tell('a message that is neither answer nor event');
  }
}

function judge(call: Waiting, answer: object): void {
  const stage = 'ok' in answer && answer.ok === true ? judgeValue(call, answer) : judgeError(call, answer);
  answers[stage] = (answers[stage] ?? 0) + 1;
}

function judgeValue({ route, input, fate }: Waiting, answer: object): string {
  const name = route as RouteName;
  if (fate !== 'handled') {
    tell(`${route} was answered although its input is ${fate}`);
    return 'ok';
  }
  const value: unknown = 'value' in answer ? answer.value : undefined;
  const parsed = contract[name].output.safeParse(value);
  if (!parsed.success)
    tell(`${route} answered what is not of the contract: ${parsed.error.message.slice(0, 300)}`);
  if (/^(key|provider|model)\./.test(route) && JSON.stringify(value).includes(plantedKey))
    tell(`${route} said the key`);
  count(name, 'ok');
  known.learn(name, input, value);
  remember(name, input, value);
  return 'ok';
}

function remember(route: RouteName, input: unknown, output: unknown): void {
  if (typeof input !== 'object' || input === null) return;
  if ('conversationId' in input) rememberTemporary(route, String(input.conversationId), output);
  if (makesMessage(route) && 'messageId' in input && 'text' in input) {
    // As UTF-8, in which a lone surrogate is told as a replacement character: so it is stored.
    const sha256 = createHash('sha256').update(String(input.text)).digest('base64url');
    const conversationId = 'conversationId' in input ? String(input.conversationId) : '';
    sent.push({ conversationId, message: [String(input.messageId), sha256] });
  }
  if (route === 'conversation.delete' && 'conversationId' in input) deleted.add(String(input.conversationId));
  if (route === 'conversation.restore' && 'conversationId' in input)
    deleted.delete(String(input.conversationId));
  if (route !== 'conversation.organise') return;
  const { conversationIds, change } = contract[route].input.parse(input);
  for (const id of conversationIds) {
    if (change.type === 'trash') deleted.add(id);
    else if (change.type === 'restore') deleted.delete(id);
  }
}

function rememberTemporary(route: RouteName, id: string, output: unknown): void {
  if (route === 'temporary.begin') temporary.add(id);
  if (route !== 'branch.extract' || !temporary.has(id)) return;
  temporary.add(contract[route].output.parse(output).conversationId);
}

const codeOfFate: Readonly<Record<Exclude<Fate, 'handled'>, string>> = {
  'unknown-route': 'ipc.unknown-route',
  refused: 'ipc.invalid-input',
};

function judgeError({ route, fate, mayBeLimited }: Waiting, answer: object): string {
  const parsed = appErrorSchema.safeParse('error' in answer ? answer.error : undefined);
  if (!parsed.success) {
    tell(`${route} failed with what is no error of the list`);
    return 'failed';
  }
  const { code, message } = parsed.data;
  if (JSON.stringify(parsed.data).includes(plantedKey)) tell(`${route} said the key`);
  if (code === 'ipc.rate-limited') {
    if (!mayBeLimited) tell('a window that does not flood was slowed down');
    return code;
  }
  if (code === 'internal') tell(`${route} failed inside: ${message}`);
  if (fate !== 'handled') {
    if (code !== codeOfFate[fate]) tell(`${route} (${fate}) failed with ${code}`);
    if (fate === 'refused') count(route as RouteName, 'refused');
    return code;
  }
  if (code.startsWith('ipc.') || code === 'unknown') tell(`${route} (valid) failed with ${code}`);
  count(route as RouteName, 'failed');
  return `failed with ${code}`;
}

function count(route: RouteName, what: 'ok' | 'refused' | 'failed'): void {
  const sums = routes[route];
  if (sums !== undefined) sums[what] += 1;
}

/** Sends one call. What a port cannot carry never leaves the page, and is no call. */
function call(window: Window, fuzzed: FuzzedCall, mayBeLimited = false): void {
  lastId += 1;
  const id = lastId % 1_000 === 0 ? -lastId : lastId;
  waiting.set(id, { ...fuzzed, window, mayBeLimited });
  window.outstanding += 1;
  const { route, input } = fuzzed;
  try {
    window.port.postMessage({ id, route, input });
    made += 1;
  } catch {
    waiting.delete(id);
    window.outstanding -= 1;
  }
}

/** What is no call must be answered by nobody. Ids that would be taken for calls of ours are left out. */
function wrongEnvelope(window: Window): void {
  const value = hostileValue(random);
  const route = random.pick(routeNames);
  const envelope = random.pick<() => unknown>([
    () => (typeof value === 'object' && value !== null && 'id' in value ? null : value),
    () => ({ id: 0.5, route, input: null }),
    () => ({ id: '1', route, input: null }),
    () => ({ id: Number.NaN, route, input: value }),
    () => ({ id: 2 ** 53, route, input: null }),
    () => ({ id: 1n, route, input: null }),
    () => ({ id: null, route, input: value }),
    () => ({ id: 1, route: 7, input: null }),
    () => ({ id: 1, route: [route], input: null }),
    () => ({ id: 1, route: `${route}${'x'.repeat(101)}`, input: null }),
    () => ({ id: 1, route }),
    () => ({ route, input: null }),
    () => [1, route, null],
    () => withOwnKey({}, random.pick(hostileKeys), { id: 1, route, input: null }),
    () => ({ received: random.below(1_000_000) }),
    () => ({ received: random.pick([-1, 0.5, Number.NaN, '9', 2 ** 60]) }),
    () => ({ received: 1_000_000_000, id: 1, route, input: null }),
  ])();
  try {
    window.port.postMessage(envelope);
    envelopes += 1;
  } catch {
    // A port cannot carry it.
  }
}

function nextCall(): FuzzedCall {
  const dice = random.below(100);
  if (dice < 46) return generator.valid();
  if (dice < 82) return generator.nearlyValid();
  return dice < 94 ? generator.anything() : generator.unknownRoute();
}

const drained = (limit: number): Promise<void> =>
  new Promise((resolve) => {
    proceed = () => {
      if (waiting.size <= limit) resolve();
    };
    proceed();
  });

/** One window calls more than it may at once; nobody else is slowed down. */
async function flood(): Promise<void> {
  const window = openWindow(windowCount + 1);
  for (let number = 0; number < floodSize; number += 1) {
    call(window, { route: 'draft.find', input: { key: 'new' }, fate: 'handled' }, true);
  }
  await drained(0);
  window.port.close();
}

async function fuzz(): Promise<FuzzerReport> {
  const windows = Array.from({ length: windowCount }, (_, index) => openWindow(index + 1));
  let toldAt = 0;
  while (made < orders.calls) {
    const window = random.pick(windows);
    if (random.chance(0.06)) wrongEnvelope(window);
    call(window, nextCall());
    // A page that is loaded anew: its old port is replaced while others go on.
    if (window.outstanding === 0 && random.chance(0.02)) window.port = connect(window);
    if (waiting.size >= outstandingLimit) await drained(outstandingLimit - 1);
    if (made - toldAt >= orders.tellEvery) {
      toldAt = made;
      main?.postMessage({ made });
    }
    if (made === Math.floor(orders.calls / 2)) await flood();
  }
  await drained(0);
  return {
    made,
    envelopes,
    events: batches,
    answers,
    routes,
    sent: sent.flatMap(({ conversationId, message }) => (temporary.has(conversationId) ? [] : [message])),
    deleted: [...deleted],
    problems: [...problems],
  };
}

const report = await fuzz();
// A late second answer would come within this.
setTimeout(() => main.postMessage({ report }), 200);
