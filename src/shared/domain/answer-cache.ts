/** How long an answer may be used again, in days. */
export const cacheDayChoices = [1, 7, 30, 90] as const;
/** What all kept answers may take, in megabytes. */
export const cacheMegabyteChoices = [10, 50, 200, 1000] as const;
