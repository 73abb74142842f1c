import { foldText } from './fold-text';

/** The words of a query, folded; a title is found when it holds all of them. */
export const foldedWords = (query: string): readonly string[] =>
  foldText(query)
    .split(' ')
    .filter((word) => word !== '');
