import { hash } from 'node:crypto';
import { hashMessage } from '../content-hash';
import type { Client } from '../database';
import { encodePart } from '../part-codec';
import { fillLedger } from '../repositories/fill-ledger';
import { sealText } from '../text-seal';
import { denseTongues } from './dense-scripts';
import { english, pick, randomFrom, seedContent } from './seed-content';
import type { SeedContent } from './seed-content';

export interface SeedRequest {
  /** How many conversations; with a title it is one. */
  readonly conversations: number;
  /** Messages in each, question and answer in turn. */
  readonly messages: number;
  /** Null makes one up for each. */
  readonly title: string | null;
  /** The text of the first and of the last message; null makes them up. */
  readonly first: string | null;
  readonly last: string | null;
  /** A word that stands in exactly one message of all. */
  readonly needle: string | null;
  /** The newest conversation ends here; epoch ms. */
  readonly now: number;
}

/** Messages that one transaction holds at most: other processes wait for no longer than it takes. */
const batchMessages = 5000;
const dayMs = 86_400_000;
const models = [
  ['openai', 'gpt-5.2', 'GPT-5.2'],
  ['anthropic', 'claude-sonnet-5', 'Claude Sonnet 5'],
  ['google', 'gemini-3-pro', 'Gemini 3 Pro'],
] as const;

/** A uuid v7 that is the same for the same key and time. */
function seedId(key: string, time: number): string {
  const stamp = time.toString(16).padStart(12, '0');
  const bits = hash('sha256', key);
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${bits.slice(0, 3)}-a${bits.slice(3, 6)}-${bits.slice(6, 18)}`;
}

interface PlannedConversation {
  readonly key: string;
  readonly number: number;
  readonly startedAt: number;
  readonly needleAt: number | null;
  readonly content: SeedContent;
}

const inEnglish = seedContent(english);
const inDense = denseTongues.map(seedContent);
/** Every so many conversations one is in a script without spaces, each of these scripts in its turn. */
const denseEvery = 20;

function contentOf({ conversations }: SeedRequest, number: number): SeedContent {
  const isDense = conversations > 1 && number % denseEvery === denseEvery / 2;
  return (isDense ? inDense[Math.floor(number / denseEvery) % inDense.length] : null) ?? inEnglish;
}

/** The past is thinner than the present: half of them fall into the last seven weeks. Oldest first, as they were made. */
function planConversation(request: SeedRequest, number: number): PlannedConversation {
  const { conversations, messages, now } = request;
  const age = conversations === 1 ? 0 : ((conversations - 1 - number) / conversations) ** 2 * 200 * dayMs;
  const key = JSON.stringify([
    conversations,
    messages,
    request.title,
    request.first,
    request.last,
    request.needle,
    number,
  ]);
  const hasNeedle = request.needle !== null && number === Math.floor(conversations / 2);
  return {
    key,
    number,
    startedAt: Math.floor(now - age) - messages * 60_000,
    needleAt: hasNeedle ? Math.floor(messages / 2) : null,
    content: contentOf(request, number),
  };
}

function prepareStatements(client: Client) {
  return {
    exists: client.prepare<[string]>('SELECT 1 FROM conversation WHERE id = ?').pluck(),
    conversation: client.prepare(
      `INSERT INTO conversation (id, title, title_sha256, title_source, head_id, created_at, updated_at, list_position,
         revision)
       VALUES (?, ?, ?, 'manual', NULL, ?, ?, (SELECT coalesce(max(list_position), 0) + 1 FROM conversation), 1)`,
    ),
    setHead: client.prepare('UPDATE conversation SET head_id = ?, updated_at = ? WHERE id = ?'),
    message: client.prepare(
      `INSERT INTO message (id, conversation_id, parent_id, role, status, depth, created_at, content_sha256)
       VALUES (?, ?, ?, ?, 'complete', ?, ?, ?)`,
    ),
    part: client.prepare(
      'INSERT INTO part (message_id, part_index, type, payload, sha256) VALUES (?, ?, ?, ?, ?)',
    ),
    attempt: client.prepare(
      `INSERT INTO attempt (id, message_id, conversation_id, provider_id, model_id, model_name, outcome, input_tokens,
         output_tokens, started_at, first_token_ms, total_ms) VALUES (?, ?, ?, ?, ?, ?, 'complete', ?, ?, ?, ?, ?)`,
    ),
  };
}

type Statements = ReturnType<typeof prepareStatements>;

function textAt(
  request: SeedRequest,
  plan: PlannedConversation,
  depth: number,
  random: () => number,
): string {
  const { question, answer } = plan.content;
  const made = depth % 2 === 0 ? question(random) : answer(random);
  if (depth === 0 && request.first !== null) return request.first;
  if (depth === request.messages - 1 && request.last !== null) return request.last;
  return depth === plan.needleAt ? `${made}\n\n${request.needle ?? ''}` : made;
}

function insertMessage(
  statements: Statements,
  place: { id: string; conversationId: string; parentId: string | null; depth: number; createdAt: number },
  text: string,
): void {
  const { id, conversationId, parentId, depth, createdAt } = place;
  const role = depth % 2 === 0 ? 'user' : 'assistant';
  const part = encodePart(id, { index: 0, part: { type: 'text', text }, state: null });
  const contentSha256 = hashMessage({ ...place, role, status: 'complete', error: null }, [part.sha256]);
  statements.message.run(id, conversationId, parentId, role, depth, createdAt, contentSha256);
  statements.part.run(id, part.index, part.type, part.payload, part.sha256);
}

/** Messages after which a conversation is left whole, so that a transaction may end there. */
const stepMessages = 100;

/** Writes one conversation, yielding how many messages were written each time that it is whole. */
function* writeConversation(
  statements: Statements,
  request: SeedRequest,
  plan: PlannedConversation,
): Generator<number> {
  const id = seedId(plan.key, plan.startedAt);
  if (statements.exists.get(id) !== undefined) return;
  const random = randomFrom(parseInt(hash('sha256', plan.key).slice(0, 8), 16));
  const [provider, model, modelName] = pick(random, models);
  const title = request.title ?? plan.content.title(random);
  statements.conversation.run(id, title, sealText(id, title), plan.startedAt, plan.startedAt);
  let parentId: string | null = null;
  let createdAt = plan.startedAt;
  for (let depth = 0; depth < request.messages; depth += 1) {
    createdAt += 60_000;
    const messageId = seedId(`${plan.key} ${depth}`, createdAt);
    const text = textAt(request, plan, depth, random);
    insertMessage(statements, { id: messageId, conversationId: id, parentId, depth, createdAt }, text);
    if (depth % 2 === 1) {
      const used = [400 + depth * 30, Math.ceil(text.length / 4)];
      const times = [createdAt, 300 + Math.floor(random() * 900), 2000 + Math.floor(random() * 9000)];
      const attemptId = seedId(`${plan.key} ${depth} attempt`, createdAt);
      statements.attempt.run(attemptId, messageId, id, provider, model, modelName, ...used, ...times);
    }
    parentId = messageId;
    const step = (depth % stepMessages) + 1;
    if (step < stepMessages && depth < request.messages - 1) continue;
    statements.setHead.run(messageId, createdAt, id);
    yield step;
  }
}

function* writeAll(statements: Statements, request: SeedRequest): Generator<number> {
  for (let number = 0; number < request.conversations; number += 1) {
    yield* writeConversation(statements, request, planConversation(request, number));
  }
}

/** Several seeds into one folder read as one history: the list follows the times. */
function sortList(client: Client): void {
  client.exec(
    `UPDATE conversation SET list_position = sorted.place
     FROM (SELECT id, row_number() OVER (ORDER BY updated_at, list_position) AS place FROM conversation) AS sorted
     WHERE sorted.id = conversation.id`,
  );
}

/** Fills a database; the same request makes the same rows and skips what is there. Returns how many messages were written. */
export function seedDatabase(client: Client, request: SeedRequest): number {
  const rows = writeAll(prepareStatements(client), request);
  let written = 0;
  let isDone = false;
  const writeBatch = client.transaction(() => {
    const end = written + batchMessages;
    while (written < end && !isDone) {
      const next = rows.next();
      if (next.done === true) isDone = true;
      else written += next.value;
    }
  });
  while (!isDone) writeBatch.immediate();
  if (written > 0) client.transaction(sortList).immediate(client);
  if (written > 0) client.transaction(fillLedger).immediate(client);
  return written;
}
