/** How long the trash may keep what is in it, in days. */
export const trashDayChoices = [7, 30, 90] as const;
