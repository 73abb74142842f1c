import { judgeAttempt } from '#shared/domain/judge-attempt';
import { addPacked, PackedTimes, type TimeKind } from '#shared/domain/time-histogram';
import type { Client } from '../database';
import { lazily } from './lazily';

const hourMs = 3_600_000;
/** What a page of health goes back to, and a day. */
export const healthDays = 31;
/** Older hours go: no page and no alert looks at them, and the ledger has them all the same. */
const keptDays = 62;
/** With each new hour at most so many, so that no answer waits for the end of years. */
const prunedAtOnce = 200;

interface LedgerRow {
  readonly position: number;
  readonly purpose: string;
  readonly providerId: string;
  readonly modelId: string;
  readonly modelName: string;
  readonly startedAt: number;
  readonly outcome: string;
  readonly errorCode: string | null;
  readonly errorReason: string | null;
  readonly errorStatus: number | null;
  readonly outputTokens: number | null;
  readonly connectMs: number | null;
  readonly firstTokenMs: number | null;
  readonly totalMs: number | null;
}

interface HourRow {
  readonly hour: number;
  readonly providerId: string;
  readonly modelId: string;
  modelName: string;
  answered: number;
  failed: number;
  limited: number;
  declined: number;
  outputTokens: number;
  writingMs: number;
  times: Uint8Array;
  errors: string | null;
  lastError: string | null;
}

const ledgerColumns = `position, purpose, provider_id AS providerId, model_id AS modelId, model_name AS modelName,
  started_at AS startedAt, outcome, error_code AS errorCode, error_reason AS errorReason, error_status AS errorStatus,
  output_tokens AS outputTokens, connect_ms AS connectMs, first_token_ms AS firstTokenMs, total_ms AS totalMs`;

const hourColumns = `hour, provider_id AS providerId, model_id AS modelId, model_name AS modelName, answered, failed,
  limited, declined, output_tokens AS outputTokens, writing_ms AS writingMs, times, errors, last_error AS lastError`;

const save = `INSERT OR REPLACE INTO health_hour (hour, provider_id, model_id, model_name, answered, failed, limited, declined,
    output_tokens, writing_ms, times, errors, last_error)
  VALUES (@hour, @providerId, @modelId, @modelName, @answered, @failed, @limited, @declined, @outputTokens, @writingMs,
    @times, @errors, @lastError)`;

const emptyHour = ({ startedAt, providerId, modelId, modelName }: LedgerRow): HourRow => ({
  hour: Math.floor(startedAt / hourMs),
  providerId,
  modelId,
  modelName,
  answered: 0,
  failed: 0,
  limited: 0,
  declined: 0,
  outputTokens: 0,
  writingMs: 0,
  times: new Uint8Array(),
  errors: null,
  lastError: null,
});

type AddTime = (kind: TimeKind, ms: number) => void;

/** Adds one request that has ended. False when it says nothing of the provider. */
function fold(hour: HourRow, row: LedgerRow, addTime: AddTime): boolean {
  const verdict = judgeAttempt(row);
  if (verdict === 'aside') return false;
  hour[verdict] += 1;
  hour.modelName = row.modelName;
  if (verdict === 'answered') foldTimes(hour, row, addTime);
  else foldError(hour, row);
  return true;
}

/** How long messages took: a title or a check is short, and would make every answer look fast. */
function foldTimes(
  hour: HourRow,
  { purpose, connectMs, firstTokenMs, totalMs, outputTokens }: LedgerRow,
  addTime: AddTime,
): void {
  const add = (kind: TimeKind, ms: number | null): void => {
    if (ms !== null) addTime(kind, ms);
  };
  add('connect', connectMs);
  if (purpose !== 'turn') return;
  add('firstToken', firstTokenMs);
  add('total', totalMs);
  if (firstTokenMs === null || totalMs === null || outputTokens === null) return;
  hour.outputTokens += outputTokens;
  hour.writingMs += Math.max(0, Math.round(totalMs - firstTokenMs));
}

function foldError(hour: HourRow, { startedAt, errorCode, errorReason, errorStatus }: LedgerRow): void {
  const code = errorCode ?? 'unknown';
  const counts = errorCountsOf(hour.errors);
  hour.errors = JSON.stringify({ ...counts, [code]: (counts[code] ?? 0) + 1 });
  hour.lastError = JSON.stringify({ at: startedAt, code, reason: errorReason, status: errorStatus });
}

/** What cannot be read counts as none. */
export function errorCountsOf(json: string | null): Readonly<Record<string, number>> {
  if (json === null) return {};
  try {
    const parsed: unknown = JSON.parse(json);
    if (typeof parsed !== 'object' || parsed === null) return {};
    return Object.fromEntries(
      Object.entries(parsed).filter((entry): entry is [string, number] => Number.isInteger(entry[1])),
    );
  } catch {
    return {};
  }
}

/** Keeps `health_hour` in step with the ledger, within its transaction. */
export function createHealthRows(client: Client): { note(id: string): void } {
  const statements = lazily(() => ({
    row: client.prepare<[string], LedgerRow>(`SELECT ${ledgerColumns} FROM ledger WHERE id = ?`),
    hour: client.prepare<[number, string, string], HourRow>(
      `SELECT ${hourColumns} FROM health_hour WHERE hour = ? AND provider_id = ? AND model_id = ?`,
    ),
    save: client.prepare<[HourRow]>(save),
    prune: client.prepare<[number, number]>(
      'DELETE FROM health_hour WHERE rowid IN (SELECT rowid FROM health_hour WHERE hour < ? LIMIT ?)',
    ),
  }));
  return {
    note(id) {
      const row = statements().row.get(id);
      if (row === undefined) return;
      const empty = emptyHour(row);
      const known = statements().hour.get(empty.hour, row.providerId, row.modelId);
      const hour = known ?? empty;
      const addTime: AddTime = (kind, ms) => {
        hour.times = addPacked(hour.times, kind, ms);
      };
      if (!fold(hour, row, addTime)) return;
      statements().save.run(hour);
      if (known === undefined) statements().prune.run(hour.hour - keptDays * 24, prunedAtOnce);
    },
  };
}

/** Makes it from the ledger, of the last month with requests: of a file of before it, or of one that was repaired. */
export function fillHealth(client: Client): void {
  const hours = new Map<string, { readonly hour: HourRow; readonly times: PackedTimes }>();
  const rows = client
    .prepare<[number], LedgerRow>(
      `SELECT ${ledgerColumns} FROM ledger WHERE outcome IS NOT NULL
       AND started_at >= (SELECT max(started_at) FROM ledger) - ? ORDER BY position`,
    )
    .iterate(healthDays * 86_400_000);
  for (const row of rows) {
    const key = `${Math.floor(row.startedAt / hourMs)} ${row.providerId} ${row.modelId}`;
    const known = hours.get(key) ?? { hour: emptyHour(row), times: new PackedTimes() };
    if (fold(known.hour, row, (kind, ms) => known.times.add(kind, ms))) hours.set(key, known);
  }
  const statement = client.prepare<[HourRow]>(save);
  client.prepare('DELETE FROM health_hour').run();
  for (const { hour, times } of hours.values()) statement.run({ ...hour, times: times.pack() });
}

/** The same where there is none, in one transaction of its own. */
export function fillHealthOnce(client: Client): void {
  const isThere = client.prepare('SELECT 1 FROM health_hour LIMIT 1').get() !== undefined;
  const isEmpty = client.prepare('SELECT 1 FROM ledger LIMIT 1').get() === undefined;
  if (!isThere && !isEmpty) client.transaction(fillHealth).immediate(client);
}
