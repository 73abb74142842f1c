/** Days after which a person may want to be told that a key is old. */
export const keyReminderChoices = [90, 180, 365] as const;
