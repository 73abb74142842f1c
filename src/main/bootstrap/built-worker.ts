import { app } from 'electron';
import { join } from 'node:path';

/** Where the build puts a thread's own file. */
export const builtWorker = (name: string): string => join(app.getAppPath(), 'out', 'main', name);
