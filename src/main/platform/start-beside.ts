import { spawn } from 'node:child_process';
import { app } from 'electron';
import type { Logger } from '#main/ports/logger';

/** Starts another process of this program, which lives on when this one ends. */
export function startBeside(parameters: readonly string[], logger: Logger): void {
  // What runs unpackaged is told where the app is; what has to do without a sandbox keeps doing so.
  const own = [
    ...process.argv.filter((parameter) => parameter === '--no-sandbox'),
    ...(app.isPackaged ? [] : [app.getAppPath()]),
  ];
  const child = spawn(process.execPath, [...own, ...parameters], { detached: true, stdio: 'ignore' });
  child.on('error', (cause) => logger.error('another Parley could not be started', {}, cause));
  child.unref();
}
