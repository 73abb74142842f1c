import { v7 } from 'uuid';
import type { RouteName } from '#shared/contracts/index';
import type { Random } from './call-generator';

/** Ids of one kind that were seen, the newest of them; the oldest make room. */
class Recent<T> {
  readonly #items: T[] = [];
  readonly #most: number;
  #next = 0;

  constructor(most: number, first: readonly T[] = []) {
    this.#most = most;
    for (const item of first) this.add(item);
  }

  add(item: T): void {
    this.#items[this.#next] = item;
    this.#next = (this.#next + 1) % this.#most;
  }

  pick(random: Random): T | undefined {
    return this.#items.length === 0 ? undefined : random.pick(this.#items);
  }
}

interface KnownKey {
  readonly providerId: string;
  readonly keyId: string;
}

interface KnownMessage {
  readonly conversationId: string;
  readonly messageId: string;
}

/** How many of these are kept: a person has a handful, and each is listed again and again. */
const mostProviders = 12;
const mostPersonas = 40;
/** A conversation that has grown to this is left alone, so that the end of a run is as fast as its start. */
const mostTurns = 12;

/** What a caller that watches could know of the things that exist, so that its calls reach them. */
export class KnownThings {
  readonly #planted: readonly string[];
  readonly #conversations = new Recent<string>(300);
  readonly #answers = new Recent<KnownMessage>(600);
  readonly #questions = new Recent<KnownMessage>(300);
  readonly #heads = new Map<string, { readonly headId: string; readonly turns: number }>();
  readonly #providers = new Set<string>();
  readonly #personas = new Set<string>();
  readonly #folders = new Recent<string>(40);
  readonly #files = new Recent<string>(40);
  /** Of a few at a time: what is done with a key goes on with it. */
  readonly #keys = new Recent<KnownKey>(12);

  /** `planted`: conversations that were there before. */
  constructor(planted: readonly KnownMessage[]) {
    this.#planted = [...new Set(planted.map(({ conversationId }) => conversationId))];
    for (const message of planted) {
      this.#answers.add(message);
      this.#heads.set(message.conversationId, { headId: message.messageId, turns: 0 });
    }
  }

  /** Whether one more of what the route makes is wanted. */
  allows(route: RouteName): boolean {
    // They do away with what the end of a run looks for.
    if (route === 'trash.empty' || route === 'retention.run') return false;
    if (route === 'provider.add') return this.#providers.size < mostProviders;
    return route !== 'persona.create' || this.#personas.size < mostPersonas;
  }

  /** A value for a field of this name; undefined when any value of its kind will do. */
  valueFor(name: string, route: RouteName, random: Random): unknown {
    switch (name) {
      case 'conversationId':
        return route === 'temporary.begin' ? v7() : this.#conversation(random);
      case 'id':
        return this.#conversation(random);
      case 'conversationIds':
        return Array.from({ length: 1 + random.below(4) }, () => this.#conversation(random));
      case 'folderId':
        return route === 'folder.create' ? v7() : (this.#folders.pick(random) ?? v7());
      case 'messageId':
        return makesMessage(route) ? v7() : (this.#answers.pick(random)?.messageId ?? v7());
      case 'personaId':
      case 'defaultPersonaId':
        return random.chance(0.3) ? null : random.pick([v7(), ...this.#personas]);
      case 'providerId':
        return random.pick([...builtinProviders, ...this.#providers]);
      case 'model':
      case 'defaultModel':
        return random.pick([
          null,
          null,
          modelOf('test', 'm'),
          modelOf('guide', 'guide'),
          modelOf('nobody', 'm'),
        ]);
      case 'baseUrl':
        return random.pick([
          'http://127.0.0.1:9/v1',
          'localhost:9',
          'https://x.example',
          'http://x.example',
          'no url',
        ]);
      case 'day':
        return random.pick(['2026-11-21', '2024-02-29', '1999-01-01']);
      case 'bytes':
        return someBytes(random);
      case 'sha256':
        return this.#files.pick(random) ?? unknownHash;
      case 'files':
        return random.chance(0.8) ? [] : [{ sha256: this.#files.pick(random) ?? unknownHash, name: 'a.txt' }];
      case 'key':
        return /^(draft|attachment)\./.test(route)
          ? random.pick(['new', this.#conversation(random)])
          : plantedKey;
      default:
        return undefined;
    }
  }

  /** Fields that belong together are made to fit, mostly. */
  fitting(value: Record<string, unknown>, route: RouteName, random: Random): Record<string, unknown> {
    // For good goes only what was never there: the end of a run looks for the rest.
    if (has(value['change'], 'type') && value['change'].type === 'delete')
      return { ...value, conversationIds: [v7(), v7()] };
    if (route === 'erasure.conversation') return { ...value, conversationId: v7() };
    // A hold on everything would keep every other call from deleting anything.
    if (has(value['target'], 'scope') && value['target'].scope === 'everything')
      return { ...value, isHeld: false };
    if (random.chance(0.15)) return value;
    if ('keyId' in value) return { ...value, ...this.#keys.pick(random) };
    if (!('conversationId' in value)) return value;
    if (route === 'chat.send') {
      const head = this.#heads.get(String(value['conversationId']));
      if ((head?.turns ?? 0) >= mostTurns) return { ...value, conversationId: v7(), parentId: null };
      return { ...value, parentId: head?.headId ?? null };
    }
    if (route === 'chat.edit') {
      const question = this.#questions.pick(random);
      if (question === undefined) return value;
      return { ...value, conversationId: question.conversationId, editedId: question.messageId };
    }
    const answer = 'messageId' in value ? this.#answers.pick(random) : undefined;
    return answer === undefined ? value : { ...value, ...answer };
  }

  /** Learns from an answer. */
  learn(route: RouteName, input: unknown, output: unknown): void {
    if (route === 'chat.send' && has(input, 'conversationId') && has(output, 'assistantMessageId')) {
      const [conversationId, messageId] = [String(input.conversationId), String(output.assistantMessageId)];
      this.#conversations.add(conversationId);
      this.#answers.add({ conversationId, messageId });
      if (has(input, 'messageId'))
        this.#questions.add({ conversationId, messageId: String(input.messageId) });
      const turns = (this.#heads.get(conversationId)?.turns ?? 0) + 1;
      this.#heads.set(conversationId, { headId: messageId, turns });
      if (this.#heads.size > 5_000) this.#heads.delete([...this.#heads.keys()][0] ?? '');
    }
    this.#learnKeys(has(output, 'provider') ? output.provider : output);
    if (route === 'temporary.begin' && has(input, 'conversationId'))
      this.#conversations.add(String(input.conversationId));
    if (route === 'attachment.add' && has(output, 'sha256')) this.#files.add(String(output.sha256));
    if (route === 'folder.create' && has(input, 'folderId')) this.#folders.add(String(input.folderId));
    if (route === 'provider.add' && has(output, 'id')) this.#providers.add(String(output.id));
    if (route === 'persona.create' && has(output, 'id')) this.#personas.add(String(output.id));
    if (route === 'provider.remove' && has(input, 'providerId'))
      this.#providers.delete(String(input.providerId));
    if (route === 'persona.delete' && has(input, 'personaId')) this.#personas.delete(String(input.personaId));
  }

  /** Those of a provider that an answer holds. */
  #learnKeys(provider: unknown): void {
    if (!has(provider, 'id') || !has(provider, 'keys') || !Array.isArray(provider.keys)) return;
    for (const key of provider.keys as readonly unknown[]) {
      if (has(key, 'id')) this.#keys.add({ providerId: String(provider.id), keyId: String(key.id) });
    }
  }

  #conversation(random: Random): string {
    if (random.chance(0.2)) return v7();
    if (random.chance(0.2)) return random.pick(this.#planted);
    return this.#conversations.pick(random) ?? random.pick(this.#planted);
  }
}

/** The window names the message that it sends. */
export const makesMessage = (route: string): boolean => route === 'chat.send' || route === 'chat.edit';

/** Looked for in every answer that could hold it. */
export const plantedKey = 'sk-planted-never-said-0123456789abcdef';

const builtinProviders = [
  'test',
  'openai',
  'anthropic',
  'google',
  'guide',
  'ollama',
  'jan',
  'nobody',
] as const;
const modelOf = (providerId: string, modelId: string) => ({ providerId, modelId });

/** Of a file that nobody stored. */
const unknownHash = 'ab'.repeat(32);

/** Files of every kind that is told apart, and what is none of them. */
function someBytes(random: Random): Uint8Array {
  const text = random.pick([
    'plain text',
    '\ufeffmarked',
    '%PDF-1.7 no more',
    'PK\u0003\u0004 no zip',
    '',
    '\u0000\u0001',
  ]);
  const png =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  return Uint8Array.from(
    random.chance(0.3) ? Buffer.from(png, 'base64') : Buffer.from(`${text}${random.below(1_000)}`),
  );
}

function has<K extends string>(value: unknown, key: K): value is Record<K, unknown> {
  return typeof value === 'object' && value !== null && key in value;
}
