/**
 * The text of one member of a JSON object exactly as it was received: number formats, escapes and the order of keys are
 * the vendor's. Expects text that parses. Null when it is no object or has no such member at its top level.
 */
export function rawMember(json: string, key: string): string | null {
  let at = skipSpace(json, 0);
  if (json[at] !== '{') return null;
  at = skipSpace(json, at + 1);
  while (at < json.length && json[at] !== '}') {
    const keyEnd = endOfString(json, at);
    const name: unknown = JSON.parse(json.slice(at, keyEnd));
    const start = skipSpace(json, skipSpace(json, keyEnd) + 1);
    const end = endOfValue(json, start);
    if (name === key) return json.slice(start, end);
    at = skipSpace(json, end);
    if (json[at] === ',') at = skipSpace(json, at + 1);
  }
  return null;
}

function skipSpace(json: string, from: number): number {
  let at = from;
  while (at < json.length && ' \t\n\r'.includes(json.charAt(at))) at += 1;
  return at;
}

/** The place after the closing quote of the string that begins here. */
function endOfString(json: string, from: number): number {
  let at = from + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}

function endOfValue(json: string, from: number): number {
  if (json[from] === '"') return endOfString(json, from);
  let depth = 0;
  let at = from;
  while (at < json.length) {
    const character = json.charAt(at);
    if (character === '"') {
      at = endOfString(json, at);
      continue;
    }
    if (depth === 0 && ',}] \t\n\r'.includes(character)) return at;
    if (character === '{' || character === '[') depth += 1;
    if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
    at += 1;
  }
  return at;
}
