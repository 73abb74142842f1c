/** Said in the answer when a model refuses how hard a person wants it to think, and was asked again without it. */
export const effortLeftOut = {
  code: 'thinking.left-out',
  text: 'This model does not take the chosen thinking setting. It was asked again without it and thought as it does by itself.',
} as const;
