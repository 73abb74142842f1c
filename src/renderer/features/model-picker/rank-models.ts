import type { ModelInfo } from '#shared/domain/model';
import { isSpelledIn } from '../../lib/spelled-in';

export interface ModelGroup {
  readonly name: string;
  readonly models: readonly ModelInfo[];
}

/** How well a model answers a search: lower is better, null is not at all. Every word must be found somewhere. */
export function rankModel(model: ModelInfo, query: string): number | null {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const name = model.name.toLowerCase();
  const id = model.ref.modelId.toLowerCase();
  const provider = model.providerName.toLowerCase();
  let rank = 0;
  for (const word of words) {
    if (name.startsWith(word) || id.startsWith(word)) rank += 0;
    else if (` ${name}`.includes(` ${word}`) || `-${id}`.includes(`-${word}`)) rank += 1;
    else if (name.includes(word) || id.includes(word)) rank += 2;
    else if (provider.includes(word)) rank += 3;
    else if (isSpelledIn(word, `${name} ${id}`)) rank += spelledRank;
    else return null;
  }
  return rank;
}

const { compare } = new Intl.Collator('en', { numeric: true });

const newestFirst = (a: ModelInfo, b: ModelInfo): number =>
  Number(a.deprecated) - Number(b.deprecated) ||
  (b.createdAt ?? 0) - (a.createdAt ?? 0) ||
  compare(a.name, b.name);

/** From here on a word was only spelled out somewhere, not found as it stands. */
const spelledRank = 6;

/** Without a search: favourites, then each provider's, newest first. With one: the best match first, in one group. */
export function groupModels(models: readonly ModelInfo[], query: string): readonly ModelGroup[] {
  return query.trim() === '' ? groupByProvider(models) : matching(models, query);
}

function matching(models: readonly ModelInfo[], query: string): readonly ModelGroup[] {
  const found = models
    .map((model) => ({ model, rank: rankModel(model, query) }))
    .filter((entry): entry is { model: ModelInfo; rank: number } => entry.rank !== null)
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        Number(b.model.isFavourite) - Number(a.model.isFavourite) ||
        newestFirst(a.model, b.model),
    );
  // In a long list, letters in this order are found in too many names: only when nothing else is.
  const isExact = (found[0]?.rank ?? spelledRank) < spelledRank;
  const shown = isExact ? found.filter(({ rank }) => rank < spelledRank) : found;
  return shown.length === 0 ? [] : [{ name: 'Matches', models: shown.map(({ model }) => model) }];
}

function groupByProvider(models: readonly ModelInfo[]): readonly ModelGroup[] {
  const groups = new Map<string, { readonly place: number; readonly models: ModelInfo[] }>();
  for (const model of [...models].sort(newestFirst)) {
    const name = model.isFavourite ? 'Favourites' : model.providerName;
    const place = model.isFavourite ? 0 : model.ref.providerId === 'guide' ? 2 : 1;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, { place, models: [model] });
    else group.models.push(model);
  }
  return [...groups]
    .sort(([aName, a], [bName, b]) => a.place - b.place || compare(aName, bName))
    .map(([name, group]) => ({ name, models: group.models }));
}
