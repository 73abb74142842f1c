import type { ConversationRow } from '#shared/domain/conversation';
import type { ConversationId, FolderId } from '#shared/domain/ids';
import type { MessageView } from '#shared/domain/message';
import type {
  Folder,
  ListScope,
  OrganiseChange,
  OrganiseStep,
  RowCursor,
  TagCount,
  TrashContent,
} from '#shared/domain/organisation';
import { AppError, appError } from '#shared/errors/app-error';
import type { Clock } from '#main/ports/clock';
import type { EventSink } from '#main/ports/event-sink';
import type { OrganisationRepository, RemovedFolder, RowPage } from '#main/ports/organisation-repository';
import type { Scheduler } from '#main/ports/scheduler';
import type { TurnRegistry } from '#main/streaming/registry';

export interface OrganisationPorts {
  readonly organisation: OrganisationRepository;
  readonly registry: TurnRegistry;
  readonly events: EventSink;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  /** A person sees this conversation just now. */
  readonly isInSight: (id: ConversationId) => boolean;
}

export interface OrganisationFeature {
  list(scope: ListScope, before: RowCursor | null, limit: number): RowPage;
  listRows(ids: readonly ConversationId[]): readonly ConversationRow[];
  /** Answers what takes it back. Replies that stream in what goes to the trash are stopped first, their text kept. */
  organise(ids: readonly ConversationId[], change: OrganiseChange): Promise<readonly OrganiseStep[]>;
  markSeen(id: ConversationId): void;
  /** After a reply has ended: unread when nobody saw it. */
  noteReply(answer: Pick<MessageView, 'conversationId' | 'status'>): void;
  listFolders(): readonly Folder[];
  createFolder(id: FolderId, name: string): void;
  renameFolder(id: FolderId, name: string): void;
  removeFolder(id: FolderId): void;
  /** Throws `folder.not-found` when it was not removed since Parley started. */
  restoreFolder(id: FolderId): void;
  reorderFolders(ids: readonly FolderId[]): void;
  listTags(): readonly TagCount[];
  measureTrash(ids: readonly ConversationId[] | null): TrashContent;
  emptyTrash(): Promise<number>;
}

/** Conversations that go for good in one transaction: a bound on how long it takes. */
const batch = 20;

/** Folders whose removal can still be undone. */
const mostRemoved = 50;

type Announce = (conversationIds: readonly ConversationId[]) => void;

/** The order that a person gives to conversations. */
export function createOrganisation(ports: OrganisationPorts): OrganisationFeature {
  const { organisation, events, clock, isInSight } = ports;
  const changed: Announce = (conversationIds) =>
    events.broadcast({ type: 'organisation.changed', conversationIds });

  return {
    list: (scope, before, limit) => organisation.list(scope, before, limit),
    listRows: (ids) => organisation.listRows(ids),
    organise: (ids, change) => organise(ports, changed, ids, change),
    markSeen(id) {
      if (organisation.setUnread(id, false)) changed([id]);
    },
    noteReply({ conversationId, status }) {
      const isNews = status === 'complete' || status === 'failed' || status === 'truncated';
      if (isNews && !isInSight(conversationId) && organisation.setUnread(conversationId, true))
        changed([conversationId]);
    },
    ...createFolders(ports, changed),
    listTags: () => organisation.listTags(),
    measureTrash: (ids) => organisation.measureTrash(ids),
    async emptyTrash() {
      const until = clock.now();
      let count = 0;
      for (;;) {
        const ids = organisation.listTrashed(until, batch);
        if (ids.length === 0) return count;
        count += await purge(ports, changed, ids);
      }
    },
  };
}

async function organise(
  ports: OrganisationPorts,
  changed: Announce,
  ids: readonly ConversationId[],
  change: OrganiseChange,
): Promise<readonly OrganiseStep[]> {
  const { organisation, registry } = ports;
  if (change.type === 'trash' || change.type === 'delete')
    await Promise.all(ids.filter((id) => registry.isLive(id)).map((id) => registry.stop(id)));
  if (change.type === 'delete') {
    for (let at = 0; at < ids.length; at += batch) await purge(ports, changed, ids.slice(at, at + batch));
    return [];
  }
  const undo = organisation.organise(ids, change);
  const touched = undo.flatMap(({ conversationIds }) => conversationIds);
  if (touched.length > 0) changed(touched);
  if (change.type === 'trash' || change.type === 'restore') announceEach(ports, touched);
  return undo;
}

/** Windows that show one of them read it again, or leave it. */
function announceEach({ events }: OrganisationPorts, ids: readonly ConversationId[]): void {
  for (const conversationId of ids) {
    events.broadcast({ type: 'conversation.changed', conversationId, revision: 0 });
  }
}

async function purge(
  { organisation, scheduler }: OrganisationPorts,
  changed: Announce,
  ids: readonly ConversationId[],
): Promise<number> {
  const count = organisation.purge(ids);
  changed(ids);
  await scheduler.breathe();
  return count;
}

type Folders = Pick<
  OrganisationFeature,
  'listFolders' | 'createFolder' | 'renameFolder' | 'removeFolder' | 'restoreFolder' | 'reorderFolders'
>;

function createFolders({ organisation }: OrganisationPorts, changed: Announce): Folders {
  const removed = new Map<FolderId, RemovedFolder>();
  return {
    listFolders: () => organisation.listFolders(),
    createFolder(id, name) {
      organisation.createFolder(id, name);
      changed([]);
    },
    renameFolder(id, name) {
      organisation.renameFolder(id, name);
      changed([]);
    },
    removeFolder(id) {
      const folder = organisation.removeFolder(id);
      removed.set(id, folder);
      const [oldest] = removed.keys();
      if (removed.size > mostRemoved && oldest !== undefined) removed.delete(oldest);
      changed(folder.conversationIds);
    },
    restoreFolder(id) {
      const folder = removed.get(id);
      if (folder === undefined)
        throw new AppError(appError('folder.not-found', 'This folder cannot be brought back any more.'));
      organisation.restoreFolder(folder);
      removed.delete(id);
      changed(folder.conversationIds);
    },
    reorderFolders(ids) {
      organisation.reorderFolders(ids);
      changed([]);
    },
  };
}
