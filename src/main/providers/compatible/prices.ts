import { noPrices, noRates, type ListedPrices, type Rates } from '#shared/domain/pricing';
import { countAt, isObject, listAt, objectAt, type JsonObject } from '../wire/event-json';

const million = 1_000_000;
/** Dollars for a million tokens; what says more is no price. */
const mostPerMillion = 10_000;
/** Dollars for a request or a picture. */
const mostEach = 100;
/** A picture is more tokens than this: what costs less than so many of the prompt is the price of one of its tokens. */
const fewestTokensOfPicture = 10;
/** Dollars: from here on a price of what is drawn is that of a picture, and of no token. */
const leastForPicture = 0.001;
/** Steps in the prices of one model. */
const mostOverrides = 20;

/**
 * The prices in an entry of a list of models; null when it tells none that can be used. `prompt` and `completion` are
 * dollars for a token (OpenRouter), `input` and `output` dollars for a million (Together). A model is not cheap because
 * one of the two is missing: both are there, or there is no price.
 */
export function readPrices(entry: JsonObject): ListedPrices | null {
  const pricing = objectAt(entry, 'pricing');
  return Object.hasOwn(pricing, 'prompt') ? readPerToken(pricing) : readPerMillion(pricing);
}

/** https://docs.together.ai/reference/models: numbers. What is paid by the hour has no price for a request. */
function readPerMillion(pricing: JsonObject): ListedPrices | null {
  const price = (key: string): number | null =>
    typeof pricing[key] === 'number' ? counted(amountAt(pricing, key, mostPerMillion), 6) : null;
  const [input, output] = [price('input'), price('output')];
  if (input === null || output === null || (price('hourly') ?? 0) > 0) return null;
  return { ...noPrices, input, output, cachedInput: unlessNothing(price('cached_input')) };
}

/** https://openrouter.ai/docs/client-sdks/typescript/models/publicpricing: text in dollars, for a token or for each. */
function readPerToken(pricing: JsonObject): ListedPrices | null {
  const rates = ratesOf(pricing);
  const tiers = readTiers(pricing);
  if (rates.input === null || rates.output === null || tiers === null) return null;
  return {
    ...rates,
    picture: drawsByToken(pricing) ? null : each(pricing, 'image_output'),
    request: each(pricing, 'request'),
    pictureSent: seesByToken(pricing) ? null : each(pricing, 'image'),
    tiers,
  };
}

const ratesOf = (pricing: JsonObject): Rates => ({
  ...noRates,
  input: perMillion(pricing, 'prompt'),
  output: perMillion(pricing, 'completion'),
  cachedInput: ownRate(pricing, 'input_cache_read'),
  cacheWrite: ownRate(pricing, 'input_cache_write'),
  imageInput: ownRate(pricing, 'image_token') ?? (seesByToken(pricing) ? ownRate(pricing, 'image') : null),
  imageOutput: drawsByToken(pricing) ? ownRate(pricing, 'image_output') : null,
  reasoning: ownRate(pricing, 'internal_reasoning'),
  audioInput: ownRate(pricing, 'audio'),
  audioOutput: ownRate(pricing, 'audio_output'),
});

/** `image` is for each picture as it is documented, and for a token of one in what many models list. */
const seesByToken = (pricing: JsonObject): boolean =>
  (amountAt(pricing, 'image', mostEach) ?? 0) <=
  (amountAt(pricing, 'prompt', mostEach) ?? 0) * fewestTokensOfPicture;

const drawsByToken = (pricing: JsonObject): boolean =>
  (amountAt(pricing, 'image_output', mostEach) ?? 0) < leastForPicture;

/** What an override may change here, and what costs nothing that Parley does. */
const understood = new Set([
  'min_prompt_tokens',
  'prompt',
  'completion',
  'input_cache_read',
  'input_cache_write',
  'image_token',
  'internal_reasoning',
  'audio',
  'audio_output',
]);
const ignored = new Set(['web_search', 'input_cache_write_1h', 'input_audio_cache']);

/**
 * Steps by the length of the prompt: of the overrides that hold, a later one counts, and what it does not name stays. Null
 * when a price depends on anything else (the hour, say): then none of them is sure.
 */
function readTiers(pricing: JsonObject): ListedPrices['tiers'] | null {
  const overrides = listAt(pricing, 'overrides');
  if (overrides.length > mostOverrides) return null;
  const steps: { readonly from: number; readonly prices: JsonObject }[] = [];
  for (const override of overrides) {
    const from = countAt(override, 'min_prompt_tokens');
    if (!isObject(override) || from === null || from === 0) return null;
    if (!Object.keys(override).every((key) => understood.has(key) || ignored.has(key))) return null;
    steps.push({ from, prices: override });
  }
  const starts = [...new Set(steps.map(({ from }) => from))].toSorted((a, b) => a - b);
  const tiers = starts.map((start) => {
    const holding = steps.filter(({ from }) => from <= start).map(({ prices }) => prices);
    return { above: start - 1, rates: ratesOf(Object.assign({}, pricing, ...holding) as JsonObject) };
  });
  return tiers.every(({ rates }) => rates.input !== null && rates.output !== null) ? tiers : null;
}

/** A price for one token as one for a million. */
function perMillion(pricing: JsonObject, key: string): number | null {
  const amount = amountAt(pricing, key, mostPerMillion / million);
  return amount === null ? null : counted(amount * million, 6);
}

/** The same of a kind that has no price of its own where 0 is written. */
const ownRate = (pricing: JsonObject, key: string): number | null => unlessNothing(perMillion(pricing, key));
const each = (pricing: JsonObject, key: string): number | null =>
  unlessNothing(counted(amountAt(pricing, key, mostEach), 9));

const unlessNothing = (price: number | null): number | null => (price === 0 ? null : price);

/** A number, also written as text; null for anything else that a list may hold (`-1`, `NaN`, `1e99`, `""`, `0x10`). */
function amountAt(pricing: JsonObject, key: string, most: number): number | null {
  const member = Object.hasOwn(pricing, key) ? pricing[key] : undefined;
  const isWritten = typeof member === 'string' && /^\d{1,9}(\.\d{1,40})?(e-\d{1,2})?$/i.test(member.trim());
  const amount = isWritten ? Number(member) : typeof member === 'number' ? member : Number.NaN;
  return amount >= 0 && amount <= most ? amount : null;
}

/** With the digits that money is counted with; null for what would be nothing then, and is not. */
function counted(amount: number | null, digits: number): number | null {
  if (amount === null) return null;
  const rounded = Number(amount.toFixed(digits));
  return rounded === 0 && amount > 0 ? null : rounded;
}
