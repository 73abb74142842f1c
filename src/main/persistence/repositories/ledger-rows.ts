import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Pricing } from '#shared/domain/model';
import { AppError } from '#shared/errors/app-error';
import { nanosOf, picosPerToken } from '#shared/domain/money';
import type { Ledger, LedgerEnd, LedgerOpening } from '#main/ports/ledger';
import type { Database } from '../database';
import { conversation } from '../schema/conversation';
import { ledger } from '../schema/ledger';
import { createHealthRows } from './health-rows';
import { usageColumns } from './usage-columns';

/** The writing side of the ledger, to be called within a transaction of its database. */
export interface LedgerRows extends Ledger {
  /** What runs no more, because the process that asked is gone. Returns how many. */
  interrupt(): number;
}

const picos = (price: number | null): number | null => (price === null ? null : picosPerToken(price));
const nanos = (price: number | null): number | null => (price === null ? null : nanosOf(price));

function priceColumns(pricing: Pricing | null) {
  if (pricing === null) return {};
  return {
    inputPrice: picos(pricing.input),
    outputPrice: picos(pricing.output),
    cachedInputPrice: picos(pricing.cachedInput),
    cacheWritePrice: picos(pricing.cacheWrite),
    imageInputPrice: picos(pricing.imageInput),
    imageOutputPrice: picos(pricing.imageOutput),
    reasoningPrice: picos(pricing.reasoning),
    picturePrice: nanos(pricing.picture),
    requestPrice: nanos(pricing.request),
    priceSeenOn: pricing.seenOn === '' ? null : pricing.seenOn,
    priceSource: pricing.seenOn === '' ? null : pricing.source,
  };
}

const endColumns = ({ outcome, error, answeredBy, usage, images, cost, price, ...times }: LedgerEnd) => ({
  outcome,
  errorCode: error?.code ?? null,
  errorReason: error?.reason ?? null,
  errorStatus: error?.status ?? null,
  answeredBy,
  ...usageColumns(usage),
  images,
  cost: cost === null ? null : nanosOf(cost),
  connectMs: times.connectMs ?? null,
  firstTokenMs: times.firstTokenMs,
  totalMs: times.totalMs,
  // A prompt beyond a length has another price than the one that the row was opened with.
  ...priceColumns(price),
});

export function createLedgerRows({ client, orm }: Pick<Database, 'client' | 'orm'>): LedgerRows {
  const health = createHealthRows(client);
  const folderOf = (conversationId: string | null): string | null => {
    if (conversationId === null) return null;
    const [row] = orm
      .select({ folderId: conversation.folderId })
      .from(conversation)
      .where(eq(conversation.id, conversationId))
      .all();
    return row?.folderId ?? null;
  };
  return {
    open: ({ id, purpose, model, modelName, personaId, conversationId, startedAt, pricing, reserved }) => {
      orm
        .insert(ledger)
        .values({
          id,
          purpose,
          ...model,
          modelName,
          personaId,
          conversationId,
          folderId: folderOf(conversationId),
          startedAt,
          reserved,
          ...priceColumns(pricing),
        })
        .run();
    },
    close: (end) => {
      const { changes } = orm
        .update(ledger)
        .set(endColumns(end))
        .where(and(eq(ledger.id, end.id), isNull(ledger.outcome)))
        .run();
      if (changes > 0) health.note(end.id);
    },
    interrupt: () =>
      orm
        .update(ledger)
        .set({ outcome: 'interrupted', errorCode: 'interrupted' })
        // Literally as in the index of what runs, so that it is used.
        .where(sql`outcome IS NULL`)
        .run().changes,
  };
}

/** Rows of the one ledger that are written from outside of a transaction. */
export const writingLedger = ({ write }: Pick<Database, 'write'>, rows: Ledger): Ledger => ({
  open: (opening) => write(() => rows.open(opening)),
  close: (end) => write(() => rows.close(end)),
});

/** A disk that is full or may not be written does not end what needs none. */
function unlessDisk(write: () => void): void {
  try {
    write();
  } catch (error) {
    if (!(error instanceof AppError) || !error.data.code.startsWith('storage.')) throw error;
  }
}

/**
 * Of a temporary conversation the ledger on the disk keeps what was spent, and not on which conversation; what is shown of
 * it while it is there comes from its own. Where the disk takes nothing, what it cost is not kept.
 */
export const temporaryLedger = (own: LedgerRows, onDisk: Ledger): LedgerRows => ({
  open: (opening: LedgerOpening) => {
    unlessDisk(() => onDisk.open({ ...opening, conversationId: null }));
    own.open(opening);
  },
  close: (end) => {
    unlessDisk(() => onDisk.close(end));
    own.close(end);
  },
  interrupt: () => own.interrupt(),
});
