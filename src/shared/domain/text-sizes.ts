/** Reading sizes that are offered, in px. */
export const textSizes = [12, 13, 14, 15, 16, 18, 20, 24] as const;
