import type { AppErrorData } from '#shared/errors/app-error';

/** What a person should know of the start. */
export interface StorageNotice {
  readonly code: string;
  readonly text: string;
  readonly error: AppErrorData | null;
}

export const interruptedNotice = (count: number): StorageNotice => ({
  code: 'conversation.interrupted',
  text:
    count === 1
      ? 'Parley was closed while a reply was coming in. The text so far is kept; open the conversation to continue it.'
      : `Parley was closed while ${count} replies were coming in. Their text so far is kept.`,
  error: null,
});

export const damagedSettingsNotice = (count: number): StorageNotice => ({
  code: 'settings.damaged',
  text:
    count === 1
      ? 'A setting was damaged on the disk and is back at its default. Look through the settings.'
      : `${count} settings were damaged on the disk and are back at their defaults. Look through the settings.`,
  error: null,
});
