/** What a person types to erase everything. */
export const erasureWord = 'ERASE EVERYTHING';
