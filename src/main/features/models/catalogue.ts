import { z } from 'zod';
import { pricingWith, noRates, type Pricing, type RateKind, type Rates } from '#shared/domain/pricing';
import type { ProviderKind, ProviderView } from '#shared/domain/provider';

type Match = readonly [string, string | readonly Match[]];
const matchSchema: z.ZodType<Match> = z.lazy(() =>
  z.tuple([z.string(), z.union([z.string(), z.array(matchSchema)])]),
);

/** In the order of `rateKinds`; what is missing at the end is unknown. */
const ratesSchema = z.array(z.number().nullable()).min(2).max(8);

const catalogueModelSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  window: z.number().int().positive().nullable(),
  /** US dollars per million tokens. The last one that holds counts. */
  prices: z
    .array(
      z.object({
        rates: ratesSchema,
        /** Prices of a whole request whose prompt is longer than the first number. */
        tiers: z.array(z.tuple([z.number().int()], z.number().nullable())).optional(),
        /** A day. */
        from: z.string().optional(),
        /** Hours of every day, UTC, `HH:MM`. */
        between: z.tuple([z.string(), z.string()]).optional(),
      }),
    )
    .optional(),
  deprecated: z.boolean().optional(),
  match: matchSchema.optional(),
});
type CatalogueModel = z.infer<typeof catalogueModelSchema>;
type CataloguePrice = NonNullable<CatalogueModel['prices']>[number];

const catalogueSchema = z.object({
  date: z.string(),
  source: z.string(),
  providers: z.array(
    z.object({ id: z.string(), address: z.string(), models: z.array(catalogueModelSchema) }),
  ),
});

/** What the bundled catalogue knows of a model; null is unknown. */
export interface CatalogueEntry {
  readonly name: string | null;
  readonly contextWindow: number | null;
  readonly pricing: Pricing | null;
  readonly deprecated: boolean;
}

export interface Catalogue {
  /** The day of its data, `YYYY-MM-DD`. */
  readonly date: string;
  /** With the prices of a moment (epoch ms). Null for a model that it does not know. */
  find(provider: Pick<ProviderView, 'kind' | 'baseUrl'>, modelId: string, at: number): CatalogueEntry | null;
}

let loaded: Promise<Catalogue> | null = null;

/** The bundled catalogue (scripts/refresh-catalogue.mjs), read when it is first needed. */
export function loadCatalogue(): Promise<Catalogue> {
  loaded ??= import('./catalogue.json').then((file) => createCatalogue(file.default));
  return loaded;
}

export function createCatalogue(data: unknown): Catalogue {
  const { date, providers } = catalogueSchema.parse(data);
  const byAddress = providers.map(({ id, address, models }) => ({
    id,
    address: new RegExp(`^(?:${address})(?=[:/]|$)`),
    models,
  }));
  const answers = new Map<string, CatalogueModel | null>();

  const modelsFor = (kind: ProviderKind, baseUrl: string | null): readonly CatalogueModel[] =>
    byAddress.find(({ id, address }) =>
      kind === 'compatible' ? baseUrl !== null && address.test(baseUrl) : id === kind,
    )?.models ?? [];

  const findModel = ({ kind, baseUrl }: Pick<ProviderView, 'kind' | 'baseUrl'>, modelId: string) => {
    const key = `${kind} ${baseUrl ?? ''} ${modelId}`;
    const known = answers.get(key);
    if (known !== undefined) return known;
    const models = modelsFor(kind, baseUrl);
    const id = modelId.toLowerCase();
    const model =
      models.find((candidate) => candidate.id === id) ??
      models.find(({ match }) => match !== undefined && matches(match, id)) ??
      null;
    answers.set(key, model);
    return model;
  };
  return {
    date,
    find(provider, modelId, at) {
      const model = findModel(provider, modelId);
      return model === null ? null : entryOf(model, date, new Date(at).toISOString());
    },
  };
}

function matches([kind, value]: Match, id: string): boolean {
  if (typeof value !== 'string') {
    return kind === 'and'
      ? value.every((part) => matches(part, id))
      : value.some((part) => matches(part, id));
  }
  switch (kind) {
    case 'equals':
      return id === value;
    case 'starts_with':
      return id.startsWith(value);
    case 'ends_with':
      return id.endsWith(value);
    case 'contains':
      return id.includes(value);
    case 'regex':
      return new RegExp(value).test(id);
    default:
      return false;
  }
}

function entryOf(
  { name, window, prices = [], deprecated = false }: CatalogueModel,
  seenOn: string,
  at: string,
): CatalogueEntry {
  const price = prices.findLast((each) => holds(each, at));
  return {
    name,
    contextWindow: window,
    pricing: price === undefined ? null : pricingWith({ ...namedPrice(price), seenOn }),
    deprecated,
  };
}

/** At a moment as `toISOString` writes it. */
function holds({ from = '', between }: CataloguePrice, at: string): boolean {
  if (from > at) return false;
  if (between === undefined) return true;
  const [begin, end] = between;
  const time = at.slice(11, 16);
  return end < begin ? time >= begin || time < end : time >= begin && time < end;
}

const rateKinds: readonly RateKind[] = [
  'input',
  'output',
  'cachedInput',
  'cacheWrite',
  'imageInput',
  'imageOutput',
  'audioInput',
  'audioOutput',
];

const named = (rates: readonly (number | null)[]): Rates => ({
  ...noRates,
  ...Object.fromEntries(rateKinds.map((kind, index) => [kind, rates[index] ?? null])),
});

const namedPrice = ({ rates, tiers = [] }: CataloguePrice): Pick<Pricing, 'tiers'> & Rates => ({
  ...named(rates),
  tiers: tiers.map(([above, ...beyond]) => ({ above, rates: named(beyond) })),
});
