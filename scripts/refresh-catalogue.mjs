// Writes src/main/features/models/catalogue.json: context windows and prices of known models, from the data that the
// package @pydantic/genai-prices (MIT) carries. Run it after updating that package: node scripts/refresh-catalogue.mjs YYYY-MM-DD
import { writeFileSync } from 'node:fs';
import { findProvider } from '@pydantic/genai-prices';

const date = process.argv[2] ?? '';
if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) {
  console.error('Say on which day the package was published: node scripts/refresh-catalogue.mjs YYYY-MM-DD');
  process.exit(1);
}

/** Direct vendors, and servers that are reached through an OpenAI-compatible address. */
const sources = [
  'openai',
  'anthropic',
  'google',
  'openrouter',
  'groq',
  'mistral',
  'deepseek',
  'x-ai',
  'together',
];
/** Models of these vendors that are not for chat, by what their ids contain. */
const notChat =
  /embedding|whisper|tts|transcribe|moderation|realtime|dall-e|-live|davinci|^ada$|^babbage$|^curie$/;

/** Google's list also names other vendors' models, which its Gemini API does not serve. */
const isForChat = (provider, model) =>
  !notChat.test(model) && (provider !== 'google' || /gemini|gemma/.test(model));

/** A price may depend on the length of the prompt or on the day: the base price, the one in force, is kept. */
function priceOf(prices) {
  const current = Array.isArray(prices) ? inForce(prices) : prices;
  const number = (value) => (typeof value === 'object' && value !== null ? value.base : value);
  const input = number(current?.input_mtok);
  const output = number(current?.output_mtok);
  if (input === undefined || output === undefined) return null;
  return [input, output, number(current.cache_read_mtok) ?? null];
}

function inForce(conditions) {
  const begun = conditions.filter(({ constraint }) => (constraint?.start_date ?? '') <= date);
  return (begun.at(-1) ?? conditions[0])?.prices;
}

/** `["starts_with", "gpt-5"]`, `["or", [… , …]]`; null when it is just the id. */
function match(logic) {
  const [[kind, value]] = Object.entries(logic);
  return [kind, Array.isArray(value) ? value.map(match) : value];
}
const matchOf = (model) => (model.match.equals === model.id ? {} : { match: match(model.match) });

const providers = sources.map((id) => {
  const provider = findProvider({ providerId: id });
  if (provider === undefined) throw new Error(`The package knows no provider ${id}`);
  const models = provider.models.filter((model) => isForChat(id, model.id));
  return {
    id,
    address: provider.api_pattern,
    models: models.map((model) => ({
      id: model.id,
      name: model.name ?? null,
      window: model.context_window ?? null,
      price: priceOf(model.prices),
      ...(model.deprecated ? { deprecated: true } : {}),
      ...matchOf(model),
    })),
  };
});

const target = new URL('../src/main/features/models/catalogue.json', import.meta.url);
const lines = providers.map(
  ({ id, address, models }) =>
    `{"id":${JSON.stringify(id)},"address":${JSON.stringify(address)},"models":[\n${models.map((model) => JSON.stringify(model)).join(',\n')}\n]}`,
);
const source = '@pydantic/genai-prices, MIT licence, Copyright Pydantic Services Inc.';
writeFileSync(
  target,
  `{"date":"${date}","source":${JSON.stringify(source)},"providers":[\n${lines.join(',\n')}\n]}\n`,
);
const count = providers.reduce((sum, { models }) => sum + models.length, 0);
console.log(`${count} models of ${providers.length} providers as of ${date}`);
