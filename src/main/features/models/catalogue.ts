import { z } from 'zod';
import type { Pricing } from '#shared/domain/model';
import type { ProviderKind, ProviderView } from '#shared/domain/provider';

type Match = readonly [string, string | readonly Match[]];
const matchSchema: z.ZodType<Match> = z.lazy(() =>
  z.tuple([z.string(), z.union([z.string(), z.array(matchSchema)])]),
);

const catalogueModelSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  window: z.number().int().positive().nullable(),
  /** Input, output and cached input in US dollars per million tokens. */
  price: z.tuple([z.number(), z.number(), z.number().nullable()]).nullable(),
  deprecated: z.boolean().optional(),
  match: matchSchema.optional(),
});
type CatalogueModel = z.infer<typeof catalogueModelSchema>;

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
  /** Null for a model that it does not know. */
  find(provider: Pick<ProviderView, 'kind' | 'baseUrl'>, modelId: string): CatalogueEntry | null;
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
  const answers = new Map<string, CatalogueEntry | null>();

  const modelsFor = (kind: ProviderKind, baseUrl: string | null): readonly CatalogueModel[] =>
    byAddress.find(({ id, address }) =>
      kind === 'compatible' ? baseUrl !== null && address.test(baseUrl) : id === kind,
    )?.models ?? [];

  return {
    find({ kind, baseUrl }, modelId) {
      const key = `${kind} ${baseUrl ?? ''} ${modelId}`;
      const known = answers.get(key);
      if (known !== undefined) return known;
      const models = modelsFor(kind, baseUrl);
      const id = modelId.toLowerCase();
      const model =
        models.find((candidate) => candidate.id === id) ??
        models.find(({ match }) => match !== undefined && matches(match, id));
      const entry = model === undefined ? null : entryOf(model, date);
      answers.set(key, entry);
      return entry;
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
  { name, window, price, deprecated = false }: CatalogueModel,
  seenOn: string,
): CatalogueEntry {
  const pricing =
    price === null ? null : { input: price[0], output: price[1], cachedInput: price[2], seenOn };
  return { name, contextWindow: window, pricing, deprecated };
}
