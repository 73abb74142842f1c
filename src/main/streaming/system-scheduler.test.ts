import { expect, it } from 'vitest';
import { systemScheduler } from './system-scheduler';

// Catches: a warning of Node's on standard error, of the app and of `parley ask`, whenever a write is overdue.
it('runs what is overdue at once, without a warning', async () => {
  const warnings: Error[] = [];
  const note = (warning: Error): void => void warnings.push(warning);
  process.on('warning', note);
  await new Promise<void>((resolve) => systemScheduler.after(-0.01, resolve));
  await systemScheduler.breathe();
  process.off('warning', note);
  expect(warnings).toEqual([]);
});
