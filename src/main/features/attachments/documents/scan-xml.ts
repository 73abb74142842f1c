/** A tag as it stands: `name` without its namespace, `rest` its attributes. */
interface Tag {
  readonly name: string;
  readonly rest: string;
  readonly isOpening: boolean;
  /** `<a/>` opens and closes. */
  readonly isClosing: boolean;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Numbers and the five names of XML; what a document defines by itself stays as it is. */
export const decodeXml = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|amp|lt|gt|quot|apos);/gi, (whole, name: string) => {
        if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? whole;
        const isHex = name[1] === 'x' || name[1] === 'X';
        const code = isHex ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
      })
    : text;

/** The value of an attribute; null when there is none. */
export function attributeOf(rest: string, name: string): string | null {
  const found = new RegExp(`(?:^|\\s|:)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(rest);
  return found === null ? null : decodeXml(found[1] ?? found[2] ?? '');
}

/**
 * Walks through XML once, without a tree, without definitions of its own and without anything from outside. `onText` gets
 * what stands between tags, decoded.
 */
export function scanXml(xml: string, onTag: (tag: Tag) => void, onText: (text: string) => void): void {
  for (let at = 0; at < xml.length;) {
    const start = xml.indexOf('<', at);
    const end = start === -1 ? xml.length : start;
    if (end > at) onText(decodeXml(xml.slice(at, end)));
    if (start === -1) return;
    at = xml.startsWith('<!--', start) ? after(xml, '-->', start) : after(xml, '>', start);
    const body = xml.slice(start + 1, at - 1);
    if (body.startsWith('!') || body.startsWith('?')) continue;
    const [, slash, name, rest] = /^(\/?)(?:[\w.-]+:)?([\w.-]+)([^]*)$/.exec(body) ?? [];
    if (name === undefined) continue;
    const isEnd = slash === '/';
    onTag({ name, rest: rest ?? '', isOpening: !isEnd, isClosing: isEnd || (rest ?? '').endsWith('/') });
  }
}

function after(xml: string, mark: string, from: number): number {
  const found = xml.indexOf(mark, from);
  return found === -1 ? xml.length + 1 : found + mark.length;
}
