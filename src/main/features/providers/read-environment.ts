import { normaliseBaseUrl } from '#shared/domain/base-url';
import { providerIdSchema, type ProviderId } from '#shared/domain/ids';
import { parseModelRef, type ModelRef } from '#shared/domain/model';
import { mostFallbacks } from '#shared/domain/routing';
import { isReservedId, providerIdOf } from './provider-ids';

export type Environment = Readonly<Partial<Record<string, string>>>;

/** What the environment fixes of one provider. */
export interface EnvironmentProvider {
  readonly id: ProviderId;
  readonly kind: 'openai' | 'anthropic' | 'google' | 'compatible';
  readonly name: string;
  readonly key: string | null;
  readonly baseUrl: string | null;
}

export interface EnvironmentProviders {
  readonly providers: readonly EnvironmentProvider[];
  readonly defaultModel: ModelRef | null;
  /** Asked, in this order, when a model of a provider without fallbacks of its own does not answer. */
  readonly fallbackModels: readonly ModelRef[];
  /** Variables that could not be used, each in a sentence; never with their value. */
  readonly problems: readonly string[];
}

const vendors = [
  { id: 'openai', name: 'OpenAI', keys: ['OPENAI_API_KEY'], baseUrl: 'OPENAI_BASE_URL' },
  { id: 'anthropic', name: 'Anthropic', keys: ['ANTHROPIC_API_KEY'], baseUrl: 'ANTHROPIC_BASE_URL' },
  {
    id: 'google',
    name: 'Google Gemini',
    keys: ['GEMINI_API_KEY', 'GOOGLE_API_KEY'],
    baseUrl: 'GEMINI_BASE_URL',
  },
] as const;

/** Providers, the default model and its fallbacks as the environment gives them. Kept in memory, never written to disk. */
export function readEnvironment(environment: Environment): EnvironmentProviders {
  const problems: string[] = [];
  const read = (name: string): string | null => {
    const value = environment[name]?.trim() ?? '';
    return value === '' ? null : value;
  };
  const readUrl = (name: string): string | null => {
    const value = read(name);
    if (value === null) return null;
    const result = normaliseBaseUrl(value);
    if (result.ok) return result.value;
    problems.push(`${name} is not used. ${result.error.message}`);
    return null;
  };

  const providers: EnvironmentProvider[] = [];
  for (const { id, name, keys, baseUrl } of vendors) {
    const key = keys.map(read).find((value) => value !== null) ?? null;
    const address = readUrl(baseUrl);
    // A key for an address that cannot be used is not sent elsewhere.
    const isUsable = read(baseUrl) === null || address !== null;
    if (isUsable && (key !== null || address !== null)) {
      providers.push({ id: providerIdSchema.parse(id), kind: id, name, key, baseUrl: address });
    }
  }
  const compatible = readCompatible(read, readUrl);
  if (compatible !== null) providers.push(compatible);
  const readModel = (text: string): ModelRef | null => readModelName(text, compatible);
  return {
    providers,
    defaultModel: readDefaultModel(read('PARLEY_DEFAULT_MODEL'), readModel, problems),
    fallbackModels: readFallbacks(read('PARLEY_FALLBACK_MODELS'), readModel, problems),
    problems,
  };
}

function readCompatible(
  read: (name: string) => string | null,
  readUrl: (name: string) => string | null,
): EnvironmentProvider | null {
  const baseUrl = readUrl('PARLEY_COMPATIBLE_BASE_URL');
  if (baseUrl === null) return null;
  const name = read('PARLEY_COMPATIBLE_NAME') ?? 'compatible';
  return {
    id: compatibleId(name),
    kind: 'compatible',
    name,
    key: read('PARLEY_COMPATIBLE_API_KEY'),
    baseUrl,
  };
}

/** A name that is a built-in one's must not hide it. */
function compatibleId(name: string): ProviderId {
  const id = providerIdOf(name) ?? providerIdSchema.parse('compatible');
  return isReservedId(id) ? providerIdSchema.parse(`${id}-server`) : id;
}

/** `provider/model`, where the provider is an id or the name of the compatible server. */
function readModelName(text: string, compatible: EnvironmentProvider | null): ModelRef | null {
  const slash = text.indexOf('/');
  const isCompatible = compatible !== null && text.slice(0, slash).trim() === compatible.name;
  const id = isCompatible ? compatible.id : providerIdOf(text.slice(0, Math.max(0, slash)));
  return id === null ? null : parseModelRef(`${id}/${text.slice(slash + 1)}`);
}

function readDefaultModel(
  text: string | null,
  readModel: (text: string) => ModelRef | null,
  problems: string[],
): ModelRef | null {
  const model = text === null ? null : readModel(text);
  if (text !== null && model === null)
    problems.push('PARLEY_DEFAULT_MODEL is not used. Write it as provider/model.');
  return model;
}

/** Names with commas between; from the first that cannot be read on, nothing is taken: the order is what counts. */
function readFallbacks(
  text: string | null,
  readModel: (text: string) => ModelRef | null,
  problems: string[],
): readonly ModelRef[] {
  const names = (text ?? '').split(',').filter((name) => name.trim() !== '');
  const models = names.map((name) => readModel(name.trim()));
  const unread = models.findIndex((model) => model === null);
  if (unread !== -1) {
    problems.push(
      `PARLEY_FALLBACK_MODELS is not used from its entry ${unread + 1} on: write it as provider/model, with commas between.`,
    );
  }
  const kept = models.slice(0, unread === -1 ? undefined : unread).flatMap((model) => model ?? []);
  if (kept.length > mostFallbacks)
    problems.push(`PARLEY_FALLBACK_MODELS is used up to its entry ${mostFallbacks}: more are not asked.`);
  return kept.slice(0, mostFallbacks);
}
