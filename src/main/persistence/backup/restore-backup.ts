import { setImmediate } from 'node:timers/promises';
import { ZodError } from 'zod';
import { AppError } from '#shared/errors/app-error';
import type { RestoreChoices, RestoreResult } from '#shared/domain/backup';
import type { ConversationId } from '#shared/domain/ids';
import type { Database } from '../database';
import { assertNothingHeld } from '../repositories/holds';
import type { JobControl } from '#main/ports/backups';
import { createComparing } from './compare-conversation';
import type { Comparison } from './compare-conversation';
import { mergeConversation } from './merge-conversation';
import { mergeHolds, mergeRules, type ComingHolds } from './merge-holds';
import { clearEverything, mergeAfter, mergeBefore } from './merge-rest';
import { listIds, sliceMs } from './preview-restore';

/**
 * Brings a backup in by one transaction of our database: whatever interrupts it, everything is as it was. Its files must lie
 * in their places before. Throws AppError `conversation.held` (what is on hold is not replaced), `storage.*` and the signal's reason.
 */
export async function restoreBackup(
  ours: Database,
  theirs: Database,
  choices: RestoreChoices,
  control: JobControl,
): Promise<RestoreResult> {
  const { client } = ours;
  client.exec('BEGIN IMMEDIATE');
  try {
    if (choices.way === 'replace') {
      assertNothingHeld(client, 'what is here cannot be replaced');
      clearEverything(ours);
    }
    const holds = mergeHolds(ours, theirs);
    const before = mergeBefore(ours, theirs);
    const merged = await mergeAll({ ours, theirs, choices, control, holds });
    mergeAfter(ours, theirs, choices.withSettings);
    const rules = mergeRules(ours, theirs, choices.withSettings);
    control.signal.throwIfAborted();
    const broken = client.pragma('foreign_key_check');
    if (Array.isArray(broken) && broken.length > 0) throw new Error('The restore left rows without an owner');
    client.exec('COMMIT');
    return { ...merged, ...before, holds: holds.count(), rules };
  } catch (error) {
    if (client.inTransaction) client.exec('ROLLBACK');
    throw error;
  }
}

interface Merge {
  readonly ours: Database;
  readonly theirs: Database;
  readonly choices: RestoreChoices;
  readonly control: JobControl;
  readonly holds: Pick<ComingHolds, 'take'>;
}

type Merged = Omit<RestoreResult, 'personas' | 'providers' | 'holds' | 'rules'>;

async function mergeAll({ ours, theirs, choices, control, holds }: Merge): Promise<Merged> {
  const comparing = createComparing(ours.client, theirs.client);
  const result = { added: 0, changed: 0, back: 0, deleted: 0, same: 0, messages: 0 };
  const leftOut: string[] = [];
  const comesBack = whoComesBack(choices);
  const ids = listIds(theirs);
  let sliceEnd = performance.now() + sliceMs;
  for (const [index, id] of ids.entries()) {
    const comparison = comparing.compare(id);
    if (comparison.state === 'deleted' && !comesBack(id)) result.deleted += 1;
    else if (comparison.state === 'same' || comparison.state === 'here') result.same += 1;
    else {
      const writing = mergeOrLeave(ours, theirs, id, comparison);
      if (writing === null) leftOut.push(comparison.title);
      else {
        if (writing.outcome === 'new') holds.take(id);
        result.messages += writing.messages;
        const came = writing.outcome === 'new' ? 'added' : 'changed';
        result[comparison.state === 'deleted' ? 'back' : came] += 1;
      }
    }
    if (performance.now() < sliceEnd) continue;
    control.signal.throwIfAborted();
    control.onProgress({ phase: 'adding', done: index + 1, total: ids.length });
    await setImmediate();
    sliceEnd = performance.now() + sliceMs;
  }
  return { ...result, leftOut: leftOut.slice(0, 1000) };
}

function whoComesBack({ way, bringBack }: RestoreChoices): (id: ConversationId) => boolean {
  if (way === 'replace' || bringBack === 'all') return () => true;
  const chosen = new Set(bringBack === 'none' ? [] : bringBack);
  return (id) => chosen.has(id);
}

/** Null: it is not one that can be stored; nothing of it was, and the others go on. */
function mergeOrLeave(ours: Database, theirs: Database, id: ConversationId, comparison: Comparison) {
  try {
    return ours.write(() => mergeConversation(ours, theirs, id, comparison));
  } catch (error) {
    const isUnreadable =
      error instanceof ZodError || (error instanceof AppError && error.data.code === 'import.damaged');
    if (isUnreadable) return null;
    throw error;
  }
}
