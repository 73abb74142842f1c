import type { AppShell } from '#main/ports/app-shell';

/** A desktop that shows nothing. */
export const quietShell = (dataFolder = '/data'): AppShell => ({
  info: () =>
    Promise.resolve({
      version: '0.0.0',
      platform: 'linux',
      electron: '0',
      dataFolder,
      keychain: 'ready',
      notices: [],
    }),
  newWindow: () => undefined,
  copyText: () => undefined,
  revealFolder: () => Promise.resolve(),
  reportProblem: () => undefined,
});
