import type { ArchivedConversation } from '#shared/domain/archive';
import { archivedConversationSchema } from '#shared/domain/archive';
import type { ConversationId } from '#shared/domain/ids';
import { messageIdSchema } from '#shared/domain/ids';
import { readArchived } from '../archive/read-archived';
import { writeArchived } from '../archive/write-archived';
import type { ArchiveWriting, KeptRecord } from '../archive/write-archived';
import type { Database } from '../database';
import { sealText } from '../text-seal';
import type { Comparison } from './compare-conversation';
import { copyRows } from './copy-rows';

interface RecordRow {
  readonly packed: Buffer | null;
  readonly sha256: string | null;
  readonly importerVersion: number | null;
}

/** Brings a conversation of `theirs` into `ours`. Throws `import.damaged` or a ZodError for one that is none. */
export function mergeConversation(
  ours: Database,
  theirs: Database,
  id: ConversationId,
  comparison: Comparison,
): ArchiveWriting {
  const conversation = archivedConversationSchema.parse(
    withVersions(readArchived(theirs, id), comparison.versions),
  );
  if (comparison.state === 'deleted') takeOutOfTrash(ours, id);
  const writing = writeArchived(ours, conversation, findRecord(theirs, id));
  if (comparison.hasNewerTitle) {
    const { title, titleSource } = conversation;
    ours.client
      .prepare(
        'UPDATE conversation SET title = ?, title_sha256 = ?, title_source = ?, revision = revision + 1 WHERE id = ?',
      )
      .run(title, sealText(id, title), titleSource, id);
  }
  copyWhatWasSent(ours, theirs, id);
  if (writing.outcome === 'new') copyDraft(ours, theirs, id);
  return writing;
}

function takeOutOfTrash({ client }: Database, id: string): void {
  client.prepare('UPDATE conversation SET deleted_at = NULL, revision = revision + 1 WHERE id = ?').run(id);
}

/** Messages that say something else here keep their id here; theirs stand beside them. */
function withVersions(
  conversation: ArchivedConversation,
  versions: ReadonlyMap<string, string>,
): ArchivedConversation {
  if (versions.size === 0) return conversation;
  return {
    ...conversation,
    messages: conversation.messages.flatMap((message) => {
      const version = versions.get(message.id);
      if (version === undefined) return message;
      const id = messageIdSchema.parse(version);
      // The one of ours is in the list as well: what is below it refers to it.
      return [message, { ...message, id, attempts: [], copiedFrom: null }];
    }),
  };
}

function findRecord(theirs: Database, id: string): KeptRecord | null {
  const row = theirs.client
    .prepare<[string], RecordRow>(
      'SELECT raw AS packed, raw_sha256 AS sha256, importer_version AS importerVersion FROM import_record WHERE conversation_id = ?',
    )
    .get(id);
  if (row === undefined || row.packed === null || row.sha256 === null || row.importerVersion === null)
    return null;
  return { packed: row.packed, sha256: row.sha256, importerVersion: row.importerVersion };
}

/** What was sent for the replies that came along. */
function copyWhatWasSent(ours: Database, theirs: Database, id: string): void {
  copyRows(ours, theirs, {
    table: 'attempt_exchange',
    where: 'message_id IN (SELECT id FROM message WHERE conversation_id = ?)',
    parameters: [id],
    accepts: ({ message_id: messageId }) =>
      ours.client.prepare('SELECT 1 FROM message WHERE id = ?').get(messageId) !== undefined,
  });
}

/** What stood in its message box. */
function copyDraft(ours: Database, theirs: Database, id: string): void {
  for (const table of ['draft', 'draft_file'])
    copyRows(ours, theirs, { table, where: 'key = ?', parameters: [id] });
}
