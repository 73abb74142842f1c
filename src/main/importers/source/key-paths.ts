const mostLevels = 3;
const mostPaths = 2_000;

/**
 * The names in the beginning of a JSON text with those around them: `[].mapping` for an object in a list, `a.b` for one
 * in another. The text may end anywhere; what follows the end of a first value is read, too, as in JSON Lines.
 */
export function keyPaths(json: string): ReadonlySet<string> {
  const paths = new Set<string>();
  /** The path of each open list or object; null below what is looked at. */
  const open: { readonly isList: boolean; readonly path: string | null }[] = [];
  let key: string | null = null;
  // A string that does not end takes the rest of the text with it: what stands in it is no name.
  const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"?|[[\]{},]/gsu;
  for (let token = tokens.exec(json); token !== null && paths.size < mostPaths; token = tokens.exec(json)) {
    const at = open.at(-1);
    const word = token[0];
    if (word === '{' || word === '[') {
      open.push({ isList: word === '[', path: pathOfNext(at, key, open.length) });
      key = null;
    } else if (word === '}' || word === ']') {
      open.pop();
      key = null;
    } else if (word === ',') {
      key = null;
    } else if (at?.isList === false && key === null) {
      key = unquoted(word);
      if (at.path !== null) paths.add(joined(at.path, key));
    }
  }
  return paths;
}

function pathOfNext(
  at: { readonly isList: boolean; readonly path: string | null } | undefined,
  key: string | null,
  level: number,
): string | null {
  if (at === undefined) return '';
  if (at.path === null || level >= mostLevels) return null;
  return at.isList ? `${at.path}[]` : joined(at.path, key ?? '');
}

const joined = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

function unquoted(word: string): string {
  try {
    return String(JSON.parse(word));
  } catch {
    return word.slice(1, -1);
  }
}
