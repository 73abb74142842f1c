import type { OrganisationFeature } from '#main/features/organisation/create-organisation';
import type { Handlers } from '../handlers';
import { nothing } from './nothing';

export const organisationHandlers = (organisation: OrganisationFeature) =>
  ({
    'conversation.list': ({ scope, before, limit }) => organisation.list(scope, before, limit),
    'conversation.rows': ({ conversationIds }) => organisation.listRows(conversationIds),
    'conversation.organise': ({ conversationIds, change }) => organisation.organise(conversationIds, change),
    'conversation.seen': ({ conversationId }) => nothing(() => organisation.markSeen(conversationId)),
    'folder.list': () => organisation.listFolders(),
    'folder.create': ({ folderId, name }) => nothing(() => organisation.createFolder(folderId, name)),
    'folder.rename': ({ folderId, name }) => nothing(() => organisation.renameFolder(folderId, name)),
    'folder.remove': ({ folderId }) => nothing(() => organisation.removeFolder(folderId)),
    'folder.restore': ({ folderId }) => nothing(() => organisation.restoreFolder(folderId)),
    'folder.reorder': ({ folderIds }) => nothing(() => organisation.reorderFolders(folderIds)),
    'tag.list': () => organisation.listTags(),
    'trash.measure': ({ conversationIds }) => organisation.measureTrash(conversationIds),
    'trash.empty': () => organisation.emptyTrash(),
  }) satisfies Partial<Handlers>;
