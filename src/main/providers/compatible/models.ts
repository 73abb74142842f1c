import type { ProviderModel } from '#main/ports/chat-provider';
import { countAt, isObject, listAt, numberAt, objectAt, stringAt, type JsonObject } from '../wire/event-json';
import { readPrices } from './prices';

/** Models that do not converse, by the names that their makers give them. */
const otherPurpose =
  /embed|rerank|whisper|(^|[-_/])tts([-_/]|$)|moderation|dall-e|stable-diffusion|flux|(^|[-_/])bge-/i;
/** What servers write as the type of a model that converses. */
const chatTypes = new Set(['chat', 'language', 'llm', 'vlm', 'text', 'model', 'base', 'code']);

/**
 * The models of a server: `{data: [...]}` as OpenAI has it, a bare list (Together), or `{models: [...]}` (Ollama's own).
 * Facts are taken from whatever fields servers are known to have for them; unknown stays null.
 */
export function readModelList(body: unknown): readonly ProviderModel[] {
  const lists = [
    Array.isArray(body) ? (body as readonly unknown[]) : [],
    listAt(body, 'data'),
    listAt(body, 'models'),
  ];
  const entries = lists.find((list) => list.length > 0) ?? [];
  const seen = new Set<string>();
  return entries.flatMap((entry) => {
    if (!isObject(entry)) return [];
    const id = stringAt(entry, 'id') ?? stringAt(entry, 'model') ?? stringAt(entry, 'name') ?? '';
    if (id === '' || id.length > 500 || seen.has(id) || !canConverse(id, entry)) return [];
    seen.add(id);
    return [toModel(id, entry)];
  });
}

function canConverse(id: string, entry: JsonObject): boolean {
  const type = stringAt(entry, 'type');
  if (type !== null) return chatTypes.has(type.toLowerCase());
  const capability = objectAt(entry, 'capabilities')['completion_chat'];
  if (typeof capability === 'boolean') return capability;
  const outputs = listAt(objectAt(entry, 'architecture'), 'output_modalities');
  if (outputs.length > 0) return outputs.includes('text');
  return !otherPurpose.test(id);
}

function toModel(id: string, entry: JsonObject): ProviderModel {
  const created = numberAt(entry, 'created');
  const name = stringAt(entry, 'display_name') ?? stringAt(entry, 'name');
  const inputs = listAt(objectAt(entry, 'architecture'), 'input_modalities');
  const outputs = listAt(objectAt(entry, 'architecture'), 'output_modalities');
  const vision = objectAt(entry, 'capabilities')['vision'];
  const parameters = listAt(entry, 'supported_parameters');
  return {
    id,
    name: name === null || name === id || name === '' ? null : name.slice(0, 200),
    contextWindow:
      firstCount(entry, [
        'context_length',
        'context_window',
        'max_context_length',
        'max_model_len',
        'loaded_context_length',
      ]) ?? positive(countAt(objectAt(entry, 'meta'), 'n_ctx_train')),
    outputLimit:
      firstCount(objectAt(entry, 'top_provider'), ['max_completion_tokens']) ??
      firstCount(entry, ['max_completion_tokens', 'max_output_tokens']),
    supportsImages:
      inputs.length > 0 ? inputs.includes('image') : typeof vision === 'boolean' ? vision : null,
    makesImages: outputs.length > 0 ? outputs.includes('image') : null,
    supportsThinking: parameters.length > 0 ? parameters.includes('reasoning') : null,
    thinkingLevels:
      parameters.includes('reasoning') || parameters.includes('reasoning_effort')
        ? ['low', 'medium', 'high']
        : null,
    createdAt: created === null || created <= 0 ? null : created * 1000,
    deprecated: (entry['deprecation'] ?? null) !== null || entry['active'] === false,
    prices: readPrices(entry),
  };
}

function firstCount(entry: JsonObject, names: readonly string[]): number | null {
  for (const name of names) {
    const count = positive(countAt(entry, name));
    if (count !== null) return count;
  }
  return null;
}

const positive = (count: number | null): number | null => (count === 0 ? null : count);
