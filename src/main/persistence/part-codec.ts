import { z } from 'zod';
import { partSchema } from '#shared/domain/part';
import type { Part } from '#shared/domain/part';
import type { ProviderState } from '#shared/domain/stream-part';
import type { StoredPart } from '#main/ports/turn-repository';
import { hashPart } from './content-hash';

/** A row of `part` without its message. */
export interface PartRow {
  readonly index: number;
  readonly type: string;
  readonly payload: string;
  readonly providerStateKind: string | null;
  readonly providerState: Buffer | null;
  readonly sha256: string;
}

export interface DecodedPart {
  /** `opaque` parts are never shown; they hold only state. */
  readonly part: Part | { readonly type: 'opaque' };
  readonly state: ProviderState | null;
}

/** Version of the payload's shape. A newer one is shown as unreadable, with its bytes kept. */
const payloadVersion = 1;
const payloadSchema = z.looseObject({ v: z.literal(payloadVersion) });

export function encodePart(messageId: string, stored: StoredPart): PartRow {
  const { type, ...rest } = stored.part;
  const content = {
    index: stored.index,
    type,
    payload: JSON.stringify({ v: payloadVersion, ...rest }),
    providerStateKind: stored.state?.kind ?? null,
    providerState: stored.state === null ? null : Buffer.from(stored.state.data, 'utf8'),
  };
  return { ...content, sha256: hashPart(messageId, content) };
}

const unreadable: DecodedPart = { part: { type: 'unreadable' }, state: null };

/** Reads a part back. One whose bytes changed, or that this version cannot parse, becomes `unreadable`; the row stays. */
export function decodePart(messageId: string, row: PartRow): DecodedPart {
  if (hashPart(messageId, row) !== row.sha256) return unreadable;
  const state =
    row.providerStateKind === null || row.providerState === null
      ? null
      : { kind: row.providerStateKind, data: row.providerState.toString('utf8') };
  if (row.type === 'opaque') return { part: { type: 'opaque' }, state };
  const payload = parsePayload(row.payload);
  if (payload === null) return unreadable;
  const rest = Object.entries(payload).filter(([key]) => key !== 'v');
  const part = partSchema.safeParse({ ...Object.fromEntries(rest), type: row.type });
  return part.success ? { part: part.data, state } : unreadable;
}

function parsePayload(text: string): z.infer<typeof payloadSchema> | null {
  try {
    return payloadSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
