/** The marks of a message that nobody has marked; without zod, for windows. */
export const unmarked = {
  messagesElsewhere: 0,
  isStarred: false,
  inclusion: null,
  startsContext: false,
} as const;
