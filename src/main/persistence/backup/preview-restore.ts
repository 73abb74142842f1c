import { setImmediate } from 'node:timers/promises';
import type { RestoreItem, RestorePreview, RestoreState } from '#shared/domain/backup';
import { conversationIdSchema } from '#shared/domain/ids';
import type { ConversationId } from '#shared/domain/ids';
import type { Database } from '../database';
import type { JobControl } from '#main/ports/backups';
import { createComparing } from './compare-conversation';
import { previewHolds } from './merge-holds';
import { previewRest } from './merge-rest';

/** Others get the thread at least this often, in ms. */
export const sliceMs = 8;
/** Most that are listed of one state. */
const listedOfEach = 400;
const order: readonly RestoreState[] = ['deleted', 'both', 'there', 'new', 'here', 'same'];

/** Ids of the conversations of a backup, the one that changed last at the end; one that is no id is left out. */
export const listIds = ({ client }: Database): readonly ConversationId[] =>
  client
    .prepare<[], string>('SELECT id FROM conversation ORDER BY updated_at, id')
    .pluck()
    .all()
    .flatMap((id) => conversationIdSchema.safeParse(id).data ?? []);

/** What a restore would do; nothing is written. */
export async function previewRestore(
  ours: Database,
  theirs: Database,
  { signal, onProgress }: JobControl,
): Promise<RestorePreview> {
  const comparing = createComparing(ours.client, theirs.client);
  const counts = { new: 0, there: 0, both: 0, here: 0, deleted: 0, same: 0 };
  const items = new Map<RestoreState, RestoreItem[]>(order.map((state) => [state, []]));
  const fresh = new Set<string>();
  let messages = 0;
  let sliceEnd = performance.now() + sliceMs;
  const ids = listIds(theirs);
  for (const [index, id] of ids.entries()) {
    const { state, title, updatedAt, messages: brought } = comparing.compare(id);
    counts[state] += 1;
    if (state === 'new') fresh.add(id);
    if (state !== 'deleted') messages += brought;
    const listed = items.get(state);
    if (state !== 'same' && listed !== undefined && listed.length < listedOfEach) {
      listed.push({ id, title, updatedAt, state, messages: brought });
    }
    if (performance.now() < sliceEnd) continue;
    signal.throwIfAborted();
    onProgress({ phase: 'comparing', done: index + 1, total: ids.length });
    await setImmediate();
    sliceEnd = performance.now() + sliceMs;
  }
  const rest = previewRest(ours, theirs);
  return {
    ...rest,
    ...previewHolds(ours, theirs, fresh),
    counts,
    messages,
    items: order.flatMap((state) => items.get(state) ?? []),
    providers: rest.providers.slice(0, 200).map(({ name, baseUrl }) => ({ name, baseUrl })),
  };
}
