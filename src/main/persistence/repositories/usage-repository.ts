import { addSums } from '#shared/domain/add-sums';
import type { UsageDay, UsageDimension, UsageGroup, UsageRange, UsageSum } from '#shared/domain/ledger';
import { usageSumSchema } from '#shared/domain/ledger';
import type { LedgerEntry, Spending, UsageRepository } from '#main/ports/usage-repository';
import type { Database } from '../database';
import { sealedText } from '../text-seal';

/** A request that failed before anything came costs nothing; what came without a price or tokens is unknown. */
const sums = `
  count(*) AS requests,
  coalesce(sum(l.outcome NOT IN ('complete', 'length', 'paused', 'cancelled')), 0) AS failed,
  coalesce(sum(l.input_tokens), 0) AS input,
  coalesce(sum(l.output_tokens), 0) AS output,
  coalesce(sum(l.cached_input_tokens), 0) AS cachedInput,
  coalesce(sum(l.cache_write_tokens), 0) AS cacheWrite,
  coalesce(sum(l.reasoning_tokens), 0) AS reasoning,
  coalesce(sum(l.images), 0) AS images,
  coalesce(sum(l.cost), 0) AS nanos,
  coalesce(sum(l.cost IS NULL AND NOT (l.outcome = 'error' AND l.first_token_ms IS NULL)), 0) AS unpriced`;

/** What was in a folder counts where the conversation is now; of a deleted one, where it was. */
const folderOf = 'CASE WHEN c.id IS NULL THEN l.folder_id ELSE c.folder_id END';

const withConversation = 'LEFT JOIN conversation AS c ON c.id = l.conversation_id';
const withFolder = `${withConversation} LEFT JOIN folder AS f ON f.id = ${folderOf}`;
const withPersona = 'LEFT JOIN persona AS p ON p.id = l.persona_id AND p.deleted_at IS NULL';

/** What ended in a range. */
const ended = (joins = ''): string =>
  `FROM ledger AS l ${joins} WHERE l.outcome IS NOT NULL AND l.started_at >= @from AND l.started_at < @to`;

interface Dimension {
  readonly key: string;
  readonly name: string;
  /** The seal of the name, where a person gave it. */
  readonly seal: string;
  readonly joins?: string;
}

const dimensions: Readonly<Record<UsageDimension, Dimension>> = {
  provider: { key: 'l.provider_id', name: 'NULL', seal: 'NULL' },
  model: { key: `l.provider_id || '/' || l.model_id`, name: 'max(l.model_name)', seal: 'NULL' },
  persona: { key: `coalesce(l.persona_id, '')`, name: 'max(p.name)', seal: 'NULL', joins: withPersona },
  conversation: {
    key: `coalesce(l.conversation_id, '')`,
    name: 'max(c.title)',
    seal: 'max(c.title_sha256)',
    joins: withConversation,
  },
  folder: {
    key: `coalesce(${folderOf}, '')`,
    name: 'max(f.name)',
    seal: 'max(f.name_sha256)',
    joins: withFolder,
  },
  purpose: { key: 'l.purpose', name: 'NULL', seal: 'NULL' },
};

/** Days of every time zone begin at a quarter of an hour. */
const quarterMs = 900_000;

const dayOf = (time: number): string => {
  const date = new Date(time);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};

/** SQLite takes a hundred times as long to tell the local day of a time. */
function toDays(rows: readonly (UsageSum & { readonly quarter: number })[]): readonly UsageDay[] {
  const days = new Map<string, UsageSum>();
  for (const { quarter, ...sum } of rows) {
    const day = dayOf(quarter * quarterMs);
    const before = days.get(day);
    days.set(day, before === undefined ? sum : addSums([before, sum]));
  }
  return [...days].map(([day, sum]) => ({ day, sum: usageSumSchema.parse(sum) }));
}

type GroupRow = UsageSum & { key: string; name: string | null; seal: string | null };

function toGroup({ key, name, seal, ...sum }: GroupRow): UsageGroup {
  return { key, name: name === null ? null : sealedText(key, name, seal), sum: usageSumSchema.parse(sum) };
}

const bounds = ({ from, to }: UsageRange) => ({ from: from ?? 0, to: to ?? Number.MAX_SAFE_INTEGER });

const rowColumns = `l.position, l.started_at AS startedAt, l.purpose, l.provider_id AS providerId,
  l.model_id AS modelId, l.model_name AS modelName, l.answered_by AS answeredBy, p.name AS persona,
  c.title AS conversation, f.name AS folder, l.outcome, l.error_code AS errorCode, l.input_tokens AS inputTokens,
  l.output_tokens AS outputTokens, l.cached_input_tokens AS cachedInputTokens,
  l.cache_write_tokens AS cacheWriteTokens, l.reasoning_tokens AS reasoningTokens, l.images, l.cost,
  l.input_price AS inputPrice, l.output_price AS outputPrice, l.cached_input_price AS cachedInputPrice,
  l.cache_write_price AS cacheWritePrice, l.image_input_price AS imageInputPrice,
  l.image_output_price AS imageOutputPrice, l.reasoning_price AS reasoningPrice,
  l.picture_price AS picturePrice, l.request_price AS requestPrice, l.price_source AS priceSource,
  l.image_input_tokens AS imageInputTokens, l.image_output_tokens AS imageOutputTokens,
  l.price_seen_on AS priceSeenOn, l.first_token_ms AS firstTokenMs, l.total_ms AS totalMs`;

type Client = Database['client'];

const sumOf = (client: Client, sql: string, ...given: readonly unknown[]): UsageSum =>
  usageSumSchema.parse(client.prepare(sql).get(...given));

type OfRanges = Pick<UsageRepository, 'days' | 'groups' | 'list'>;

function createRangeReader({ client, read }: Database): OfRanges {
  return {
    days: (range) =>
      read(() =>
        toDays(
          client
            .prepare<[object], UsageSum & { quarter: number }>(
              `SELECT l.started_at / ${quarterMs} AS quarter, ${sums} ${ended()} GROUP BY 1 ORDER BY 1`,
            )
            .all(bounds(range)),
        ),
      ),
    groups: (range, by) =>
      read(() => {
        const { key, name, seal, joins } = dimensions[by];
        return client
          .prepare<[object], GroupRow>(
            `SELECT ${key} AS key, ${name} AS name, ${seal} AS seal, ${sums} ${ended(joins)}
             GROUP BY 1 ORDER BY nanos DESC, requests DESC, key`,
          )
          .all(bounds(range))
          .map(toGroup);
      }),
    list: (range, after, limit) =>
      read(() =>
        client
          .prepare<[object], LedgerEntry>(
            `SELECT ${rowColumns} ${ended(`${withFolder} ${withPersona}`)} AND l.position > @after ORDER BY l.position LIMIT @limit`,
          )
          .all({ ...bounds(range), after, limit }),
      ),
  };
}

const ofConversation = `SELECT ${sums} FROM ledger AS l WHERE l.conversation_id = ? AND l.outcome IS NOT NULL`;

/** What was spent in this conversation on the branch that is shown: copies of another's messages were paid there. */
const ofBranch = `WITH RECURSIVE up(owner_id, parent_id, depth, deleted_at) AS (
    SELECT coalesce(message.copied_from, message.id), message.parent_id, message.depth, message.deleted_at
    FROM conversation JOIN message ON message.id = conversation.head_id WHERE conversation.id = ?
    UNION ALL
    SELECT coalesce(message.copied_from, message.id), message.parent_id, message.depth, message.deleted_at FROM up
    JOIN message ON message.id = up.parent_id AND message.depth < up.depth
  )
  ${ofConversation} AND l.id IN (
    SELECT attempt.id FROM up JOIN attempt ON attempt.message_id = up.owner_id WHERE up.deleted_at IS NULL)`;

/** What runs counts as set aside; what ended without a known cost, once something came, as what was set aside for it. */
const spent = `SELECT
    coalesce(sum(CASE
      WHEN outcome IS NULL THEN 0
      WHEN cost IS NOT NULL THEN cost
      WHEN first_token_ms IS NOT NULL OR outcome <> 'error' THEN reserved
    END), 0) AS settled,
    coalesce(sum(CASE WHEN outcome IS NULL THEN reserved END), 0) AS reserved
  FROM ledger WHERE started_at >= @from
    AND (@providerId IS NULL OR provider_id = @providerId)
    AND (@personaId IS NULL OR persona_id = @personaId)`;

const longest = `SELECT max(output_tokens) FROM (SELECT output_tokens FROM ledger
  WHERE provider_id = ? AND model_id = ? AND output_tokens IS NOT NULL ORDER BY position DESC LIMIT 20)`;

export function createUsageRepository(database: Database): UsageRepository {
  const { client, read } = database;
  return {
    ...createRangeReader(database),
    ofConversation: (id) =>
      read(() => ({
        conversation: sumOf(client, ofConversation, id),
        branch: sumOf(client, ofBranch, id, id),
      })),
    spending: ({ from, providerId, personaId }) =>
      read(
        () =>
          client.prepare<[object], Spending>(spent).get({ from, providerId, personaId }) ?? {
            settled: 0,
            reserved: 0,
          },
      ),
    longestAnswer: (providerId, modelId) =>
      read(
        () =>
          client.prepare<[string, string], number | null>(longest).pluck().get(providerId, modelId) ?? null,
      ),
  };
}
