type KeyPress = { readonly key: string; readonly ctrlKey: boolean; readonly metaKey: boolean };

/**
 * Where a key moves in a list of `length` from `at`; null when it is not a key for the list. Arrows go round. Home and
 * End belong to the text of the search box while there is some, unless Control or Command is held.
 */
export function movedTo(
  { key, ctrlKey, metaKey }: KeyPress,
  at: number,
  length: number,
  isSearchEmpty: boolean,
): number | null {
  if (length === 0) return null;
  const isWholeList = isSearchEmpty || ctrlKey || metaKey;
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % length;
    case 'ArrowUp':
      return (at - 1 + length) % length;
    case 'PageDown':
      return Math.min(at + 8, length - 1);
    case 'PageUp':
      return Math.max(at - 8, 0);
    case 'Home':
      return isWholeList ? 0 : null;
    case 'End':
      return isWholeList ? length - 1 : null;
    default:
      return null;
  }
}
