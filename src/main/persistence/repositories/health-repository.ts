import { lastFailureSchema, type LastFailure } from '#shared/domain/health';
import { providerIdSchema, type ProviderId } from '#shared/domain/ids';
import type {
  HealthAttempt,
  HealthCursor,
  HealthHour,
  HealthRepository,
} from '#main/ports/health-repository';
import type { Database } from '../database';
import { errorCountsOf } from './health-rows';
import { lazily } from './lazily';

const hourMs = 3_600_000;

/** In the order in which they are selected: thousands of rows are read at once. */
type Row = readonly [
  hour: number,
  providerId: string,
  modelId: string,
  modelName: string,
  answered: number,
  failed: number,
  limited: number,
  declined: number,
  outputTokens: number,
  writingMs: number,
  times: Buffer,
  errors: string | null,
  lastError: string | null,
];

const columns = `hour, provider_id, model_id, model_name, answered, failed, limited, declined, output_tokens, writing_ms,
  times, errors, last_error`;

function failureOf(json: string | null): LastFailure | null {
  if (json === null) return null;
  try {
    return lastFailureSchema.safeParse(JSON.parse(json)).data ?? null;
  } catch {
    return null;
  }
}

/** What a row says; none of one whose provider is none any more. */
function createHourReader(): (row: Row) => readonly HealthHour[] {
  /** Ids repeat in thousands of rows. */
  const known = new Map<string, ProviderId | null>();
  const idOf = (text: string): ProviderId | null => {
    let id = known.get(text);
    if (id === undefined) known.set(text, (id = providerIdSchema.safeParse(text).data ?? null));
    return id;
  };
  return (row) => {
    const [hour, provider, modelId, modelName, answered, failed, limited, declined, outputTokens, ...rest] =
      row;
    const [writingMs, times, errors, lastError] = rest;
    const providerId = idOf(provider);
    if (providerId === null) return [];
    return [
      {
        from: hour * hourMs,
        providerId,
        modelId,
        modelName,
        answered,
        failed,
        limited,
        declined,
        outputTokens,
        writingMs,
        times,
        errors: () => errorCountsOf(errors),
        hasFailure: lastError !== null,
        lastFailure: () => failureOf(lastError),
      },
    ];
  };
}

export function createHealthRepository({ client, read }: Database): HealthRepository {
  const statements = lazily(() => ({
    hours: client.prepare<[number], Row>(`SELECT ${columns} FROM health_hour WHERE hour >= ?`).raw(),
    next: client
      .prepare<[...HealthCursor, number], Row>(
        `SELECT ${columns} FROM health_hour WHERE (hour, provider_id, model_id) > (?, ?, ?)
         ORDER BY hour, provider_id, model_id LIMIT ?`,
      )
      .raw(),
    recent: client.prepare<[string, string, number, number], HealthAttempt>(
      `SELECT started_at AS startedAt, purpose, outcome, error_code AS errorCode, error_reason AS errorReason,
         error_status AS errorStatus, first_token_ms AS firstTokenMs
       FROM ledger INDEXED BY ledger_model WHERE provider_id = ? AND model_id = ? AND outcome IS NOT NULL AND started_at >= ?
       ORDER BY position DESC LIMIT ?`,
    ),
  }));
  const hourOf = createHourReader();
  return {
    hours: (from) =>
      read(() =>
        statements()
          .hours.all(Math.floor(from / hourMs))
          .flatMap(hourOf),
      ),
    nextHours: (from, limit) =>
      read(() => {
        // No id is empty: this is before all of the hour.
        const cursor: HealthCursor = typeof from === 'number' ? [Math.floor(from / hourMs), '', ''] : from;
        const rows = statements().next.all(...cursor, limit);
        const [hour, providerId, modelId] = rows.at(-1) ?? cursor;
        const next: HealthCursor = [hour, providerId, modelId];
        return { hours: rows.flatMap(hourOf), next: rows.length < limit ? null : next };
      }),
    recent: (providerId, modelId, from, limit) =>
      read(() => statements().recent.all(providerId, modelId, from, limit)),
  };
}
