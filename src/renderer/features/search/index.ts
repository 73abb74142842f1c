export { FindBar } from './find-bar';
export { SearchResults } from './search-results';
export { useMarks, type CurrentMark, type MarkedTerms } from './use-marks';
