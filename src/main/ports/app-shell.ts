import type { AppInfo } from '#shared/contracts/app.contract';

/** What a window may ask of the desktop around it; made by the shell, called by thin handlers. */
export interface AppShell {
  /** The version, the data folder, the keychain's state (probed at most once) and what happened at start. */
  info(): Promise<AppInfo>;
  newWindow(): void;
  copyText(text: string): void;
  /** Shows the folder in the system's file manager; does nothing when there is none. */
  revealFolder(folder: 'data' | 'logs'): Promise<void>;
  /** Writes a problem of a window to the error log, redacted and bounded. */
  reportProblem(problem: { readonly message: string; readonly stack: string }): void;
}
