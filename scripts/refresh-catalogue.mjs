// Writes src/main/features/models/catalogue.json: context windows and prices of known models, from the data that the package
// @pydantic/genai-prices (MIT) carries. Run it after updating that package: node scripts/refresh-catalogue.mjs YYYY-MM-DD
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
  'cerebras',
  'cohere',
  'fireworks',
  'moonshotai',
  'minimax',
  'novita',
  'perplexity',
  'zai',
];
/** Models of these vendors that are not for chat, by what their ids contain. */
const notChat =
  /embedding|whisper|tts|transcribe|moderation|realtime|dall-e|-live|davinci|^ada$|^babbage$|^curie$/;

/** Google's list also names other vendors' models, which its Gemini API does not serve. */
const isForChat = (provider, model) =>
  !notChat.test(model) && (provider !== 'google' || /gemini|gemma/.test(model));

/** In the order of `ratesSchema`. */
const kinds = [
  'input_mtok',
  'output_mtok',
  'cache_read_mtok',
  'cache_write_mtok',
  'input_image_mtok',
  'output_image_mtok',
  'input_audio_mtok',
  'output_audio_mtok',
];

const trimmed = (rates) => rates.slice(0, rates.findLastIndex((rate) => rate !== null) + 1);

/** The prices beyond the length of a prompt, which hold for the whole of it; kinds without a step keep their price. */
function tiersOf(prices) {
  const steps = kinds.flatMap((kind) => prices[kind]?.tiers?.map(({ start }) => start) ?? []);
  return [...new Set(steps)]
    .sort((a, b) => a - b)
    .map((above) => [above, ...trimmed(kinds.map((kind) => rateAt(prices[kind], above)))]);
}

/** With the six digits behind the point that money is counted with; null where the package has none. */
function rateAt(price, above) {
  if (price === undefined) return null;
  const rate =
    typeof price === 'number'
      ? price
      : (price.tiers.findLast(({ start }) => start <= above)?.price ?? price.base);
  return Number(rate.toFixed(6));
}

/** Models that make nothing but pictures: where one price is told for what comes out, it is that of a picture. */
const onlyDraws = /^gpt-image-/;

function priceOf(id, { prices, constraint }) {
  const told =
    onlyDraws.test(id) && prices.output_image_mtok === undefined
      ? { ...prices, output_image_mtok: prices.output_mtok }
      : prices;
  if (told.input_mtok === undefined || told.output_mtok === undefined) return [];
  const tiers = tiersOf(told);
  return [
    {
      rates: trimmed(kinds.map((kind) => rateAt(told[kind], -1))),
      ...(tiers.length === 0 ? {} : { tiers }),
      ...(constraint?.start_date === undefined ? {} : { from: constraint.start_date }),
      ...(constraint?.start_time === undefined
        ? {}
        : { between: [constraint.start_time.slice(0, 5), constraint.end_time.slice(0, 5)] }),
    },
  ];
}

/** A price may hold from a day on, or between hours (UTC): the last one that holds counts. What is over is left out. */
function pricesOf({ id, prices }) {
  const all = Array.isArray(prices) ? prices : [{ prices }];
  const current = all.findLastIndex(({ constraint }) => (constraint?.start_date ?? '9999') <= date);
  const [inForce, ...later] = all.slice(Math.max(current, 0));
  return [{ prices: inForce.prices }, ...later].flatMap((entry) => priceOf(id, entry));
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
      ...(pricesOf(model).length === 0 ? {} : { prices: pricesOf(model) }),
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
