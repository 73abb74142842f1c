export { FindBar } from './find-bar';
export { SearchResults, type SearchResultsProps } from './search-results';
export { useMarks, type CurrentMark, type MarkedTerms } from './use-marks';
