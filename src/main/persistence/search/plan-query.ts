import type { SearchFilter, SearchQuery, SearchTerm } from '#shared/domain/search-query';
import type { Client } from '../database';
import { dateRangeOf, listDateFacets } from './date-facets';
import { featuresOfTerms, quoteFeature } from './features';
import { createFilterNames } from './filter-names';
import type { ConversationRow, ConversationTest, FilterNames, MessageRow } from './filter-names';

/** How a query is answered: the index is asked for `match`, and what it gives is looked at by the tests. */
export interface QueryPlan {
  readonly terms: readonly SearchTerm[];
  /** A query of FTS5; null looks at everything. */
  readonly match: string | null;
  /** Nothing can match, e.g. because no model has the name. */
  readonly isEmpty: boolean;
  readonly testFacets: (facets: string) => boolean;
  readonly testMessage: (row: MessageRow, conversation: ConversationRow) => boolean;
  /** Null: titles are not asked for, because of a filter that only messages can pass. */
  readonly testConversation: ((row: ConversationRow) => boolean) | null;
}

type Named = Extract<SearchFilter, { value: string }>;

/** More conversations than this are not named to the index one by one. */
const maxNamedConversations = 300;

const has = (facets: string, facet: string): boolean => ` ${facets} `.includes(` ${facet} `);
const anyOf = (facets: readonly string[]): string => `(${facets.map(quoteFeature).join(' OR ')})`;

export function createPlanner(source: Client, index: Client): (query: SearchQuery) => QueryPlan {
  const names = createFilterNames(source, index);
  const numberOf = index.prepare<[string], number>('SELECT number FROM conversation WHERE id = ?').pluck();

  return (query: SearchQuery): QueryPlan => {
    const { terms, filters } = query;
    const conversationTests = conversationTestsOf(filters, names.testConversation);
    const facets = planFacets(filters, names.listModelFacets);
    const named = conversationTests.length === 0 ? null : listConversations(source, conversationTests);
    const dates = dateRangeOf(filters);
    const dateFacets = listDateFacets(dates);
    const parts = [
      ...featuresOfTerms(terms).map(quoteFeature),
      ...facets.match,
      ...(named === null ? [] : [anyOf(named.map((id) => `conv:${numberOf.get(id) ?? 0}`))]),
      ...(dateFacets === null ? [] : [anyOf(dateFacets)]),
    ];
    const testsOfConversation: ConversationTest = (row) => conversationTests.every((test) => test(row));
    const roles = rolesOf(filters);
    return {
      terms,
      match: parts.length === 0 ? null : parts.join(' AND '),
      isEmpty: facets.isEmpty || named?.length === 0 || roles.size === 0 || dates.after >= dates.before,
      testFacets: facets.test,
      testMessage: (row, conversation) =>
        roles.has(row.role) &&
        row.createdAt >= dates.after &&
        row.createdAt < dates.before &&
        filters.every(
          (filter) =>
            filter.kind !== 'is' ||
            filter.value !== 'starred' ||
            (row.starredAt !== null) !== filter.isNegated,
        ) &&
        testsOfConversation(conversation),
      testConversation: filters.every(isOfConversation) ? testsOfConversation : null,
    };
  };
}

const isOfConversation = ({ kind, ...filter }: SearchFilter): boolean =>
  kind === 'persona' ||
  kind === 'in' ||
  kind === 'tag' ||
  (kind === 'is' && 'value' in filter && filter.value !== 'starred');

/** Names of one kind are alternatives, all else has to hold together; what is negated must not hold. */
function conversationTestsOf(
  filters: readonly SearchFilter[],
  testOf: FilterNames['testConversation'],
): readonly ConversationTest[] {
  const tests = filters.flatMap((filter) => {
    const test = testOf(filter);
    return test === null ? [] : [{ filter, test }];
  });
  const alternatives = (kind: SearchFilter['kind']): readonly ConversationTest[] => {
    const same = tests.filter(({ filter }) => filter.kind === kind && !filter.isNegated);
    return same.length === 0 ? [] : [(row) => same.some(({ test }) => test(row))];
  };
  return [
    ...alternatives('persona'),
    ...alternatives('in'),
    ...tests
      .filter(({ filter }) => !filter.isNegated && (filter.kind === 'tag' || filter.kind === 'is'))
      .map(({ test }) => test),
    ...tests
      .filter(({ filter }) => filter.isNegated)
      .map(
        ({ test }): ConversationTest =>
          (row) =>
            !test(row),
      ),
  ];
}

/** The ids that pass, or null when they are too many to be named. */
function listConversations(source: Client, tests: readonly ConversationTest[]): readonly string[] | null {
  const rows = source.prepare<[], ConversationRow>(`
    SELECT id, persona_id AS personaId, folder_id AS folderId, pinned_at AS pinnedAt, archived_at AS archivedAt,
      unread_at AS unreadAt FROM conversation WHERE deleted_at IS NULL`);
  const ids: string[] = [];
  for (const row of rows.all()) {
    if (!tests.every((test) => test(row))) continue;
    if (ids.length === maxNamedConversations) return null;
    ids.push(row.id);
  }
  return ids;
}

function rolesOf(filters: readonly SearchFilter[]): ReadonlySet<string> {
  const from = filters.filter((filter) => filter.kind === 'from');
  const wanted = from.filter(({ isNegated }) => !isNegated).map(({ value }) => value as string);
  const unwanted = new Set(from.filter(({ isNegated }) => isNegated).map(({ value }) => value as string));
  const all = wanted.length === 0 ? ['user', 'assistant', 'system'] : wanted;
  return new Set(all.filter((role) => !unwanted.has(role)));
}

interface FacetPlan {
  readonly match: readonly string[];
  readonly isEmpty: boolean;
  readonly test: (facets: string) => boolean;
}

function planFacets(
  filters: readonly SearchFilter[],
  modelFacets: FilterNames['listModelFacets'],
): FacetPlan {
  const groups: { readonly facets: readonly string[]; readonly isNegated: boolean }[] = [];
  const namesOf = (kind: 'model' | 'provider', isNegated: boolean): readonly Named[] =>
    filters.filter((filter): filter is Named => filter.kind === kind && filter.isNegated === isNegated);
  for (const kind of ['model', 'provider'] as const) {
    for (const isNegated of [false, true]) {
      const named = namesOf(kind, isNegated);
      if (named.length === 0) continue;
      groups.push({ facets: named.flatMap(({ value }) => modelFacets(kind, value)), isNegated });
    }
  }
  for (const filter of filters) {
    if (filter.kind === 'has') groups.push({ facets: [`has:${filter.value}`], isNegated: filter.isNegated });
    if (filter.kind === 'is' && filter.value === 'starred' && !filter.isNegated)
      groups.push({ facets: ['is:starred'], isNegated: false });
  }
  const wanted = groups.filter(({ isNegated }) => !isNegated);
  return {
    match: wanted.filter(({ facets }) => facets.length > 0).map(({ facets }) => anyOf(facets)),
    isEmpty: wanted.some(({ facets }) => facets.length === 0),
    test: (facets) =>
      groups.every((group) => group.facets.some((facet) => has(facets, facet)) !== group.isNegated),
  };
}
