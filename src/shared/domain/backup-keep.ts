/** How many scheduled backups a person can have kept. */
export const backupKeepChoices = [3, 7, 14, 30] as const;
