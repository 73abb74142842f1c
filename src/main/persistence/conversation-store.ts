import type { AnswerCache } from '#main/ports/answer-cache';
import type { ArchiveSource } from '#main/ports/archive-source';
import type { AttachmentRepository } from '#main/ports/attachment-repository';
import type { AttemptRepository } from '#main/ports/attempt-repository';
import type { BlobStore } from '#main/ports/blob-store';
import type { ConversationRepository } from '#main/ports/conversation-repository';
import type { ExportSource } from '#main/ports/export-source';
import type { HeldData } from '#main/ports/held-data';
import type { Ledger } from '#main/ports/ledger';
import type { OrganisationRepository } from '#main/ports/organisation-repository';
import type { QueueRepository } from '#main/ports/queue-repository';
import type { SearchIndex } from '#main/ports/search-index';
import type { TreeRepository } from '#main/ports/tree-repository';
import type { TurnRepository } from '#main/ports/turn-repository';
import type { UsageRepository } from '#main/ports/usage-repository';
import { createArchiveSource } from './archive/archive-source';
import type { Database } from './database';
import { createHeldData } from './held/held-data';
import { createAnswerCache } from './repositories/answer-cache-rows';
import { createAttachmentRepository } from './repositories/attachment-repository';
import { createAttemptRepository } from './repositories/attempt-repository';
import { createBranchPath } from './repositories/branch-path';
import { createConversationRepository } from './repositories/conversation-repository';
import { createExportSource } from './repositories/export-source';
import { createLedgerRows, writingLedger } from './repositories/ledger-rows';
import type { LedgerRows } from './repositories/ledger-rows';
import { createMessageReader } from './repositories/message-reader';
import { createOrganisationRepository } from './repositories/organisation-repository';
import { createQueueRepository } from './repositories/queue-repository';
import { createTreeRepository } from './repositories/tree-repository';
import { createTurnRepository } from './repositories/turn-repository';
import { createUsageRepository } from './repositories/usage-repository';

/** Conversations with all that is in the database of them. Each method is one short synchronous transaction. */
interface ConversationRepositories {
  readonly conversations: ConversationRepository;
  readonly organisation: OrganisationRepository;
  readonly turns: TurnRepository;
  readonly tree: TreeRepository;
  readonly attempts: AttemptRepository;
  /** What was asked and what it cost. */
  readonly usage: UsageRepository;
  /** Requests that belong to no message. */
  readonly ledger: Ledger;
  /** Messages that wait for the end of a reply. */
  readonly queue: QueueRepository;
  /** What is known of files; their bytes are in `blobs`. */
  readonly attachments: AttachmentRepository;
  readonly exportSource: ExportSource;
  /** Whole conversations as they travel. */
  readonly archive: ArchiveSource;
  /** All of it, for an archive that is read without Parley. */
  readonly held: HeldData;
  /** Answers that may be used again. */
  readonly answerCache: AnswerCache;
}

/** Conversations with all that belongs to them. */
export interface ConversationStore extends ConversationRepositories {
  /** Files; unlike the rest it is asynchronous. */
  readonly blobs: BlobStore;
  readonly search: Pick<SearchIndex, 'find'>;
}

export function createConversationRepositories(
  database: Database,
  ledger: LedgerRows = createLedgerRows(database),
): ConversationRepositories {
  const path = createBranchPath(database.client);
  const reader = createMessageReader(database);
  return {
    conversations: createConversationRepository(database, path, reader),
    organisation: createOrganisationRepository(database),
    turns: createTurnRepository(database, reader, ledger),
    tree: createTreeRepository(database, path),
    attempts: createAttemptRepository(database),
    usage: createUsageRepository(database),
    ledger: writingLedger(database, ledger),
    queue: createQueueRepository(database),
    attachments: createAttachmentRepository(database),
    exportSource: createExportSource(database, path, reader),
    archive: createArchiveSource(database),
    held: createHeldData(database, createExportSource(database, path, reader, { withTrash: true })),
    answerCache: createAnswerCache(database),
  };
}
