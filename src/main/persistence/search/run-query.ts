import { matchesTerms } from '#shared/domain/find-term';
import { foldText } from '#shared/domain/fold-text';
import type { SearchAnswer, SearchCursor, SearchHit, SearchRequest, TitleHit } from '#shared/domain/search';
import { searchHitSchema, titleHitSchema } from '#shared/domain/search';
import { parseSearchQuery } from '#shared/domain/search-query';
import type { SearchTerm } from '#shared/domain/search-query';
import type { Client } from '../database';
import { createMessageSource, kindOfDocument, kindsPerMessage, positionOf } from './document';
import type { DocumentKind } from './document';
import { featuresOfTerms, quoteFeature } from './features';
import type { ConversationRow, MessageRow } from './filter-names';
import { makeSnippet, markText } from './make-snippet';
import type { SnippetForm } from './make-snippet';
import { createPlanner } from './plan-query';
import type { QueryPlan } from './plan-query';
import { scoreHit } from './rank-hits';

/** Answers a query in bounded time. Never throws for what a person wrote. */
export type RunQuery = (request: SearchRequest, now: number) => Omit<SearchAnswer, 'progress'>;

/** The newest that match are ranked; older ones follow on later pages. */
const maxCandidates = 200;
const maxTitles = 20;
/** What has been found by then is answered, with where to go on. */
const budgetMs = 35;
/** So many documents are looked at however slow the machine is just now: a short history is ranked as a whole. */
const leastDocuments = 500;
/** Ids that the index is asked for at once, some 100,000 messages: the clock is read between. */
const windowIds = 400_000;

interface DocRow {
  readonly id: number;
  readonly facets: string;
  readonly text: string;
}

interface Candidate {
  readonly position: number;
  readonly kind: DocumentKind;
  readonly text: string;
  readonly row: MessageRow;
  readonly conversation: ListedRow;
}

interface Collected {
  /** Newest first. */
  readonly candidates: readonly Candidate[];
  /** Documents below this id were not looked at; null when all were. */
  readonly rest: number | null;
}

function prepareStatements(source: Client, index: Client) {
  const docs = 'SELECT doc.id, doc.facets, doc.text FROM';
  return {
    matching: index.prepare<[string, number, number], DocRow>(
      `${docs} feature JOIN doc ON doc.id = feature.rowid
       WHERE feature MATCH ? AND feature.rowid < ? AND feature.rowid >= ? ORDER BY feature.rowid DESC`,
    ),
    all: index.prepare<[number, number], DocRow>(`${docs} doc WHERE id < ? AND id >= ? ORDER BY id DESC`),
    lastId: index.prepare<[], number>('SELECT coalesce(max(id), 0) FROM doc').pluck(),
    titles: index.prepare<[string], { readonly id: string; readonly title: string }>(
      `SELECT conversation.id, conversation.title FROM title_feature
         JOIN conversation ON conversation.number = title_feature.rowid
         WHERE title_feature MATCH ? ORDER BY title_feature.rowid DESC LIMIT 2000`,
    ),
    message: source.prepare<[number], MessageRow>(`
      SELECT id, conversation_id AS conversationId, role, created_at AS createdAt, starred_at AS starredAt
      FROM message WHERE position = ? AND deleted_at IS NULL`),
    conversation: source.prepare<[string], ListedRow>(`
      SELECT id, title, updated_at AS updatedAt, list_position AS listPosition, persona_id AS personaId,
        folder_id AS folderId, pinned_at AS pinnedAt, archived_at AS archivedAt, unread_at AS unreadAt
      FROM conversation WHERE id = ? AND deleted_at IS NULL`),
  };
}

type ListedRow = ConversationRow & {
  readonly title: string;
  readonly updatedAt: number;
  readonly listPosition: number;
};

type Statements = ReturnType<typeof prepareStatements>;

/** Conversations that are not in the trash, each read once for a query. */
function createConversations({ conversation }: Statements): (id: string) => ListedRow | undefined {
  const known = new Map<string, ListedRow | undefined>();
  return (id) => {
    if (!known.has(id)) known.set(id, conversation.get(id));
    return known.get(id);
  };
}

/** Looks at documents from the newest on until there are enough, or the time is over. */
function collect(
  statements: Statements,
  plan: QueryPlan,
  from: number,
  includesThinking: boolean,
): Collected {
  const found = new Map<number, Candidate>();
  const conversationOf = createConversations(statements);
  const deadline = performance.now() + budgetMs;
  let upper = from;
  let looked = 0;
  const isLate = (): boolean => looked > leastDocuments && performance.now() > deadline;
  while (upper > 0) {
    const lower = Math.max(0, upper - windowIds);
    const rows =
      plan.match === null
        ? statements.all.iterate(upper, lower)
        : statements.matching.iterate(plan.match, upper, lower);
    for (const doc of rows) {
      const position = positionOf(doc.id);
      // A message is whole before the looking ends: its own text comes after what belongs to it.
      const isOver = found.size >= maxCandidates || isLate();
      looked += 1;
      if (isOver && !found.has(position)) {
        return { candidates: [...found.values()], rest: (position + 1) * kindsPerMessage };
      }
      if (kindOfDocument(doc.id) === 'thinking' && !includesThinking) continue;
      const candidate = toCandidate(statements, plan, doc, conversationOf);
      if (candidate !== null) found.set(position, candidate);
    }
    upper = lower;
    if (performance.now() > deadline && upper > 0) return { candidates: [...found.values()], rest: upper };
  }
  return { candidates: [...found.values()], rest: null };
}

function toCandidate(
  { message }: Statements,
  plan: QueryPlan,
  { id, facets, text }: DocRow,
  conversationOf: (id: string) => ListedRow | undefined,
): Candidate | null {
  if (!plan.testFacets(facets) || !matchesTerms(text, plan.terms)) return null;
  const position = positionOf(id);
  const row = message.get(position);
  const conversation = row === undefined ? undefined : conversationOf(row.conversationId);
  if (row === undefined || conversation === undefined || !plan.testMessage(row, conversation)) return null;
  return { position, kind: kindOfDocument(id), text, row, conversation };
}

function rank(
  candidates: readonly Candidate[],
  terms: readonly SearchTerm[],
  now: number,
): readonly Candidate[] {
  const titles = new Map<string, string>();
  const titleOf = ({ id, title }: ListedRow): string => {
    const folded = titles.get(id) ?? foldText(title);
    titles.set(id, folded);
    return folded;
  };
  return candidates
    .map((candidate) => ({
      candidate,
      score: scoreHit(
        { text: candidate.text, title: titleOf(candidate.conversation), createdAt: candidate.row.createdAt },
        terms,
        now,
      ),
    }))
    .sort((a, b) => b.score - a.score || b.candidate.position - a.candidate.position)
    .map(({ candidate }) => candidate);
}

function listTitles(statements: Statements, plan: QueryPlan): readonly TitleHit[] {
  const features = featuresOfTerms(plan.terms);
  const { testConversation, terms } = plan;
  if (testConversation === null || features.length === 0) return [];
  const rows = statements.titles.all(features.map(quoteFeature).join(' AND ')).flatMap(({ id, title }) => {
    if (!matchesTerms(title, terms)) return [];
    const row = statements.conversation.get(id);
    return row !== undefined && testConversation(row) ? [row] : [];
  });
  return rows
    .sort((a, b) => b.listPosition - a.listPosition)
    .slice(0, maxTitles)
    .flatMap(({ id, title, updatedAt }) => {
      const hit = titleHitSchema.safeParse({
        conversationId: id,
        title: markText(title, wanted(terms)),
        updatedAt,
      });
      return hit.success ? [hit.data] : [];
    });
}

const wanted = (terms: readonly SearchTerm[]): readonly SearchTerm[] =>
  terms.filter(({ isNegated }) => !isNegated);

const nothing = { titles: [], hits: [], next: null };

/** What a person wrote, and what stands in a file, is shown as it was written. */
const formOf = (kind: DocumentKind, role: string): SnippetForm =>
  kind === 'file' || role === 'user' ? 'plain' : 'markdown';

export function createRunQuery(source: Client, index: Client): RunQuery {
  const statements = prepareStatements(source, index);
  const plan = createPlanner(source, index);
  const messages = createMessageSource(source);

  const toHit = (
    { position, kind, row, conversation }: Candidate,
    terms: readonly SearchTerm[],
  ): readonly SearchHit[] => {
    const message = messages.find(position);
    const text = message?.texts[kind];
    if (message === undefined || text === undefined) return [];
    const hit = searchHitSchema.safeParse({
      conversationId: row.conversationId,
      messageId: row.id,
      title: conversation.title,
      role: row.role,
      model: message.model?.name ?? null,
      createdAt: row.createdAt,
      isStarred: row.starredAt !== null,
      source: kind,
      snippet: makeSnippet(text, wanted(terms), formOf(kind, row.role)),
    });
    return hit.success ? [hit.data] : [];
  };

  return ({ text, includesThinking, cursor, limit }, now) => {
    const query = parseSearchQuery(text);
    const terms = wanted(query.terms).map((term) => ({
      text: term.text,
      startsWord: term.startsWord,
      endsWord: term.endsWord,
    }));
    const base = { problems: query.problems, terms };
    if (query.problems.length > 0 || query.terms.length + query.filters.length === 0) {
      return { ...base, ...nothing };
    }
    const planned = plan(query);
    if (planned.isEmpty) return { ...base, ...nothing };
    const from = cursor?.from ?? statements.lastId.get() ?? 0;
    const { candidates, rest } = collect(
      statements,
      planned,
      cursor === null ? from + 1 : from,
      includesThinking,
    );
    const ranked = rank(candidates, query.terms, now);
    const skip = cursor?.skip ?? 0;
    return {
      ...base,
      titles: cursor === null ? listTitles(statements, planned) : [],
      hits: ranked.slice(skip, skip + limit).flatMap((candidate) => toHit(candidate, query.terms)),
      next: nextCursor(cursor === null ? from + 1 : from, skip + limit, candidates.length, rest),
    };
  };
}

function nextCursor(from: number, skip: number, count: number, rest: number | null): SearchCursor | null {
  if (skip < count) return { from, skip };
  return rest === null ? null : { from: rest, skip: 0 };
}
