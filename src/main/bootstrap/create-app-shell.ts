import { app } from 'electron';
import { copyText } from '#main/platform/copy-text';
import { revealFolder } from '#main/platform/reveal-folder';
import type { AppShell } from '#main/ports/app-shell';
import type { Logger } from '#main/ports/logger';
import type { SecretStore } from '#main/ports/secret-store';
import type { Windows } from '#main/platform/windows';
import type { AppInfo } from '#shared/contracts/app.contract';
import type { DataFolders } from './data-folders';

export interface AppShellParts {
  readonly folders: DataFolders;
  readonly secrets: SecretStore;
  readonly windows: Windows;
  readonly notices: AppInfo['notices'];
  readonly logger: Logger;
}

/** The desktop as windows may use it. */
export function createAppShell({ folders, secrets, windows, notices, logger }: AppShellParts): AppShell {
  return {
    async info() {
      return {
        version: app.getVersion(),
        platform: platform(),
        electron: process.versions.electron,
        dataFolder: folders.data,
        keychain: await secrets.state(),
        notices,
      };
    },
    newWindow: () => void windows.open(),
    copyText: (text) => void copyText(text, logger),
    revealFolder: (folder) => revealFolder(folders[folder], logger),
    reportProblem: ({ message, stack }) => logger.error('a problem in a window', { problem: message, stack }),
  };
}

function platform(): AppInfo['platform'] {
  const { platform: name } = process;
  return name === 'darwin' || name === 'win32' || name === 'linux' ? name : 'other';
}
