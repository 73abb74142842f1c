import type { ModelInfo } from '#shared/domain/model';

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
    else if (isSpelledIn(word, `${name} ${id}`)) rank += 6;
    else return null;
  }
  return rank;
}

/** The letters of the word appear in this order: `gpt6s` finds `gpt-6-sol`. */
function isSpelledIn(word: string, text: string): boolean {
  let from = 0;
  for (const letter of word) {
    const at = text.indexOf(letter, from);
    if (at < 0) return false;
    from = at + 1;
  }
  return word.length >= 3;
}

const newestFirst = (a: ModelInfo, b: ModelInfo): number =>
  Number(a.deprecated) - Number(b.deprecated) ||
  (b.createdAt ?? 0) - (a.createdAt ?? 0) ||
  a.name.localeCompare(b.name, 'en', { numeric: true });

/** Without a search: favourites, then each provider's, newest first. With one: the best match first, in one group. */
export function groupModels(models: readonly ModelInfo[], query: string): readonly ModelGroup[] {
  if (query.trim() !== '') {
    const found = models
      .map((model) => ({ model, rank: rankModel(model, query) }))
      .filter((entry): entry is { model: ModelInfo; rank: number } => entry.rank !== null)
      .sort(
        (a, b) =>
          a.rank - b.rank ||
          Number(b.model.isFavourite) - Number(a.model.isFavourite) ||
          newestFirst(a.model, b.model),
      );
    return found.length === 0 ? [] : [{ name: 'Matches', models: found.map(({ model }) => model) }];
  }
  const groups = new Map<string, ModelInfo[]>();
  for (const model of [...models].sort(newestFirst)) {
    const name = model.isFavourite ? 'Favourites' : model.providerName;
    groups.set(name, [...(groups.get(name) ?? []), model]);
  }
  return [...groups]
    .sort(([a], [b]) => Number(b === 'Favourites') - Number(a === 'Favourites') || a.localeCompare(b, 'en'))
    .map(([name, grouped]) => ({ name, models: grouped }));
}
