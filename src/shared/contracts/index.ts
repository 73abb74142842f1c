import type { z } from 'zod';
import { appRoutes } from './app.contract';
import { attachmentRoutes } from './attachment.contract';
import { auditRoutes } from './audit.contract';
import { backupRoutes } from './backup.contract';
import { breakerRoutes } from './breaker.contract';
import { budgetRoutes } from './budget.contract';
import { cacheRoutes } from './cache.contract';
import { chatRoutes } from './chat.contract';
import { conversationRoutes } from './conversation.contract';
import { erasureRoutes } from './erasure.contract';
import { exportRoutes } from './export.contract';
import { healthRoutes } from './health.contract';
import { importRoutes } from './import.contract';
import { historyRoutes } from './history.contract';
import { inspectRoutes } from './inspect.contract';
import { keyRoutes } from './key.contract';
import { modelRoutes } from './model.contract';
import { organisationRoutes } from './organisation.contract';
import { personaRoutes } from './persona.contract';
import { providerRoutes } from './provider.contract';
import { queueRoutes } from './queue.contract';
import { quickRoutes } from './quick.contract';
import { reviewRoutes } from './review.contract';
import { routingRoutes } from './routing.contract';
import { searchRoutes } from './search.contract';
import { temporaryRoutes } from './temporary.contract';
import { treeRoutes } from './tree.contract';
import { usageRoutes } from './usage.contract';

/** The whole surface between a window and the main process. Nothing else can be called. */
export const contract = {
  ...appRoutes,
  ...conversationRoutes,
  ...organisationRoutes,
  ...treeRoutes,
  ...inspectRoutes,
  ...chatRoutes,
  ...queueRoutes,
  ...quickRoutes,
  ...attachmentRoutes,
  ...exportRoutes,
  ...importRoutes,
  ...backupRoutes,
  ...personaRoutes,
  ...providerRoutes,
  ...keyRoutes,
  ...modelRoutes,
  ...healthRoutes,
  ...searchRoutes,
  ...historyRoutes,
  ...temporaryRoutes,
  ...usageRoutes,
  ...budgetRoutes,
  ...breakerRoutes,
  ...routingRoutes,
  ...reviewRoutes,
  ...cacheRoutes,
  ...auditRoutes,
  ...erasureRoutes,
};

export type Contract = typeof contract;
export type RouteName = keyof Contract;
export type InputOf<R extends RouteName> = z.input<Contract[R]['input']>;
export type ParsedInputOf<R extends RouteName> = z.output<Contract[R]['input']>;
export type OutputOf<R extends RouteName> = z.output<Contract[R]['output']>;
