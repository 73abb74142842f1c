import type { BoxKey } from '#shared/domain/draft-key';
import type { AppShell } from '#main/ports/app-shell';
import type { DroppedSources } from '#main/ports/import-places';
import type { BreakerBoard } from '#main/ports/breaker-board';
import type { QuickShell } from '#main/ports/quick-shell';
import type { ReviewShell } from '#main/ports/review-shell';
import type { HistoryReader } from '#main/ports/history-reader';
import type { SearchIndex } from '#main/ports/search-index';
import type { AttachmentsFeature } from '#main/features/attachments/create-attachments';
import type { AuditFeature } from '#main/features/audit/create-audit';
import type { ErasureFeature } from '#main/features/erasure/create-erasure';
import type { RetentionFeature } from '#main/features/retention/create-retention';
import type { BackupFeature } from '#main/features/backup/create-backup';
import type { BudgetsFeature } from '#main/features/budgets/create-budgets';
import type { AttemptsFeature } from '#main/features/attempts/create-attempts';
import type { Chat } from '#main/features/chat/create-chat';
import type { ConversationsFeature } from '#main/features/conversations/create-conversations';
import type { ExportFeature } from '#main/features/export/create-export';
import type { HealthFeature } from '#main/features/health/create-health';
import type { ImportFeature } from '#main/features/import/create-import';
import type { KeysFeature } from '#main/features/keys/create-keys';
import type { ModelsFeature } from '#main/features/models/create-models';
import type { OrganisationFeature } from '#main/features/organisation/create-organisation';
import type { PersonasFeature } from '#main/features/personas/create-personas';
import type { ProvidersFeature } from '#main/features/providers/create-providers';
import type { QueueFeature } from '#main/features/queue/create-queue';
import type { RoutingFeature } from '#main/features/routing/create-routing';
import type { SettingsFeature } from '#main/features/settings/create-settings';
import type { TemporaryConversations } from '#main/features/temporary/create-temporary';
import type { TreeFeature } from '#main/features/tree/create-tree';
import type { UsageFeature } from '#main/features/usage/create-usage';
import type { Handlers } from './handlers';
import { appHandlers } from './handlers/app';
import { attachmentHandlers } from './handlers/attachments';
import { auditHandlers } from './handlers/audit';
import { backupHandlers } from './handlers/backup';
import { breakerHandlers } from './handlers/breakers';
import { budgetHandlers } from './handlers/budgets';
import { cacheHandlers } from './handlers/cache';
import { chatHandlers } from './handlers/chat';
import { conversationHandlers } from './handlers/conversations';
import { erasureHandlers } from './handlers/erasure';
import { exportHandlers } from './handlers/export';
import { healthHandlers } from './handlers/health';
import { importHandlers } from './handlers/import';
import { historyHandlers } from './handlers/history';
import { inspectHandlers } from './handlers/inspect';
import { organisationHandlers } from './handlers/organisation';
import { personaHandlers } from './handlers/personas';
import { providerHandlers } from './handlers/providers';
import { queueHandlers } from './handlers/queue';
import { quickHandlers } from './handlers/quick';
import { reviewHandlers } from './handlers/review';
import { routingHandlers } from './handlers/routing';
import { searchHandlers } from './handlers/search';
import { treeHandlers } from './handlers/tree';
import { usageHandlers } from './handlers/usage';
import { routeByPlace, type PlacedHandlers } from './route-by-place';
import { createWindowBoxes, ownBoxes } from './window-boxes';

/** What works on the conversations of one place: the disk, or the memory. */
interface PlacedFeatures {
  readonly conversations: ConversationsFeature;
  readonly organisation: OrganisationFeature;
  readonly tree: TreeFeature;
  readonly attempts: AttemptsFeature;
  readonly chat: Chat;
  readonly attachments: AttachmentsFeature;
  readonly queue: QueueFeature;
  readonly exporting: ExportFeature;
  readonly usage: UsageFeature;
  readonly search: Pick<SearchIndex, 'find'>;
}

/** Every feature that a window can reach. */
export interface Features extends PlacedFeatures {
  readonly shell: AppShell;
  readonly quick: QuickShell;
  readonly review: ReviewShell;
  readonly settings: SettingsFeature;
  readonly backup: BackupFeature;
  readonly budgets: BudgetsFeature;
  readonly audit: AuditFeature;
  readonly erasure: ErasureFeature;
  readonly retention: RetentionFeature;
  readonly breakers: BreakerBoard;
  readonly health: HealthFeature;
  readonly routing: RoutingFeature;
  readonly temporary: TemporaryConversations<PlacedFeatures>;
  readonly personas: PersonasFeature;
  readonly providers: ProvidersFeature;
  readonly keys: KeysFeature;
  readonly models: ModelsFeature;
  readonly search: SearchIndex;
  readonly importing: ImportFeature;
  readonly dropped: DroppedSources;
  readonly history: HistoryReader;
}

/** `boxes`: whose message box is whose, as the windows are told it. */
export function createHandlers(features: Features, boxes = createWindowBoxes()): Handlers {
  const { temporary, conversations, attachments } = features;
  let made: PlacedHandlers | null = null;
  const inMemory = (): PlacedHandlers | null => {
    if (temporary.engine === null) return null;
    const { find } = temporary.engine.search;
    const search = { ...features.search, find };
    return (made ??= handlersOf({ ...features, ...temporary.engine, search }));
  };
  const handlers = routeByPlace(handlersOf(features), {
    has: (id) => temporary.has(id),
    begin: (id) => temporary.begin(id),
    adopt: (id) => temporary.adopt(id),
    handlers: inMemory,
  });
  const isEmpty = (key: BoxKey): boolean =>
    conversations.findDraft(key) === '' && attachments.list(key).length === 0;
  return ownBoxes(handlers, boxes, isEmpty);
}

const handlersOf = (features: Features): PlacedHandlers => ({
  ...appHandlers(features.shell, features.settings),
  ...conversationHandlers(features.conversations),
  ...organisationHandlers(features.organisation),
  ...treeHandlers(features.tree),
  ...inspectHandlers(features.chat, features.attempts),
  ...chatHandlers(features.chat),
  ...cacheHandlers(features.chat),
  ...budgetHandlers(features.budgets),
  ...breakerHandlers(features.breakers),
  ...healthHandlers(features.health),
  ...routingHandlers(features.routing),
  ...queueHandlers(features.queue),
  ...quickHandlers(features.quick),
  ...reviewHandlers(features.review),
  ...attachmentHandlers(features.attachments),
  ...exportHandlers(features.exporting),
  ...importHandlers(features.importing, features.dropped),
  ...backupHandlers(features.backup, features.dropped),
  ...usageHandlers(features.usage),
  ...personaHandlers(features.personas),
  ...providerHandlers(features.providers, features.keys, features.models),
  ...searchHandlers(features.search),
  ...historyHandlers(features.history),
  ...auditHandlers(features.audit),
  ...erasureHandlers(features.erasure, features.retention),
});
