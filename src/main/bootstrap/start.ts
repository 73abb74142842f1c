import type { CrashHooks } from '#main/platform/crash-hooks';
import type { FileLogger } from '#main/platform/log/logger';
import type { DataFolders } from './data-folders';
import type { Phases } from './phases';
import type { TakenEnvironment } from './process-environment';

/** What every later phase is given. */
export interface Start {
  readonly phases: Phases;
  readonly folders: DataFolders;
  readonly logger: FileLogger;
  readonly environment: TakenEnvironment;
  readonly crashHooks: CrashHooks;
}
