/** What stands for something in Markdown and is not read: a stretch of the source, and what is shown in its place. */
export interface Mark {
  readonly start: number;
  /** Behind it. */
  readonly end: number;
  readonly by: string;
}

/** Marks that mean something only together, e.g. both ends of what is bold. */
export type MarkGroup = readonly Mark[];

const fenceLine = /^([ \t>]*)(`{3,}|~{3,})(.*)$/;
/** Only what the line below the head of a table is made of. */
const underHead = /^[ \t>|:-]+$/;
const tableRow = /^[ \t>]*\|.*\|[ \t]*$/;
const cellEdge = /[ \t]*(?<!\\)\|[ \t]*/g;
const lineStart = /[ \t]*(?:(>|#{1,6}(?=[ \t]))|([-*+](?=[ \t])(?:[ \t]+\[[ xX]\](?=[ \t]))?))/y;
/** Escapes, ticks of code, emphasis, both ends of a link, an address in brackets, a line end in a table. */
const inline =
  /\\(?=[\\`*_{}[\]()#+.!|~>$-])|`+|\*{1,3}|_{1,3}|~~|!?\[(?=[^[\]\n]{0,500}\]\([^()\n]{0,2000}\))|\]\([^()\n]{0,2000}\)|<(?=https?:[^<>\s]{1,2000}>)|<br *\/?>/g;
const wordCharacter = /[\p{L}\p{N}]/u;

interface Fence {
  readonly tick: string;
  readonly length: number;
}

/** The fence that is open behind these lines. */
const fenceAfter = (text: string): Fence | null =>
  text.split('\n').reduce<Fence | null>((open, line) => nextFence(open, fenceLine.exec(line)), null);

function nextFence(open: Fence | null, found: RegExpExecArray | null): Fence | null {
  const ticks = found?.[2] ?? '';
  const rest = found?.[3] ?? '';
  if (ticks === '') return open;
  const tick = ticks.charAt(0);
  if (open === null) return tick === '`' && rest.includes('`') ? null : { tick, length: ticks.length };
  const isEnd = tick === open.tick && ticks.length >= open.length && rest.trim() === '';
  return isEnd ? null : open;
}

/**
 * The marks of Markdown in a stretch of a text, in no order; none of those in code. A quick look line by line and no
 * parser: it is made for every result of every letter that is typed, and a mark that is missed is only seen.
 */
export function listMarks(before: string, text: string): readonly MarkGroup[] {
  const marks: MarkGroup[] = [];
  let fence = fenceAfter(before);
  let start = 0;
  for (const line of text.split('\n')) {
    const found = fenceLine.exec(line);
    const next = nextFence(fence, found);
    if (found !== null && next !== fence) marks.push(...marksOfFence(found, start));
    else if (fence === null) marks.push(...marksOfLine(line, start));
    fence = next;
    start += line.length + 1;
  }
  return marks;
}

/** The ticks and the name of the language are told apart: one may be what is looked for. */
function marksOfFence([, indent = '', ticks = '', language = '']: RegExpExecArray, start: number) {
  const from = start + indent.length + ticks.length;
  return [[{ start, end: from, by: '' }], [{ start: from, end: from + language.length, by: '' }]];
}

function marksOfLine(line: string, start: number): readonly MarkGroup[] {
  if (isDrawn(line)) return [[{ start, end: start + line.length, by: '' }]];
  const isRow = tableRow.test(line);
  const beginning = marksAtStart(line);
  const groups = [...beginning, ...(isRow ? marksOfRow(line) : []), ...marksInLine(line, endOf(beginning))];
  return groups.map((group) =>
    group.map((mark) => ({ ...mark, start: mark.start + start, end: mark.end + start })),
  );
}

/** A rule, or a line that belongs to the drawing of a table or of a heading. */
function isDrawn(line: string): boolean {
  if (underHead.test(line) && line.includes('-') && line.includes('|')) return true;
  return /^([-*_=])\1{2,}$/.test(line.replace(/[ \t]/g, ''));
}

const endOf = (groups: readonly MarkGroup[]): number => groups.at(-1)?.at(-1)?.end ?? 0;

/** Quotes, headings and points of a list. */
function marksAtStart(line: string): readonly MarkGroup[] {
  const groups: MarkGroup[] = [];
  lineStart.lastIndex = 0;
  for (let found = lineStart.exec(line); found !== null; found = lineStart.exec(line)) {
    groups.push([{ start: found.index, end: lineStart.lastIndex, by: found[2] === undefined ? '' : '•' }]);
  }
  return groups;
}

/** `| a | b |` becomes `a · b;`. */
function marksOfRow(line: string): readonly MarkGroup[] {
  const edges = [...line.matchAll(cellEdge)];
  return edges.map(({ 0: edge, index }, at) => {
    const by = at === 0 ? '' : at === edges.length - 1 ? ';' : ' · ';
    return [{ start: index, end: index + edge.length, by }];
  });
}

interface Opened {
  readonly ticks: string;
  readonly mark: Mark;
}

function marksInLine(line: string, from: number): readonly MarkGroup[] {
  const groups: MarkGroup[] = [];
  const opened: Opened[] = [];
  const close = (ticks: string, mark: Mark): boolean => {
    const at = opened.findLastIndex((one) => one.ticks === ticks);
    const first = opened[at];
    if (first === undefined) return false;
    groups.push([first.mark, mark]);
    opened.splice(at);
    return true;
  };
  inline.lastIndex = from;
  for (let found = inline.exec(line); found !== null; found = inline.exec(line)) {
    const [ticks] = found;
    const mark = { start: found.index, end: inline.lastIndex, by: '' };
    if (ticks === '\\') {
      groups.push([mark]);
      inline.lastIndex += 1;
    } else if (ticks.startsWith('`')) {
      const end = endOfCode(line, mark.end, ticks.length);
      if (end === null) continue;
      groups.push([mark, { start: end - ticks.length, end, by: '' }]);
      inline.lastIndex = end;
    } else if (ticks.startsWith('<b')) groups.push([{ ...mark, by: ' ' }]);
    else if (ticks === '<') {
      const end = line.indexOf('>', mark.end);
      groups.push([mark, { start: end, end: end + 1, by: '' }]);
    } else if (ticks.endsWith('[')) opened.push({ ticks: '[', mark });
    else if (ticks.startsWith(']')) close('[', mark);
    else if (!(mayClose(line, mark) && close(ticks, mark)) && mayOpen(line, mark))
      opened.push({ ticks, mark });
  }
  return groups;
}

/** Behind the ticks that end a piece of code: exactly as many as began it. */
function endOfCode(line: string, from: number, length: number): number | null {
  for (let at = line.indexOf('`', from); at >= 0;) {
    let end = at;
    while (line.charAt(end) === '`') end += 1;
    if (end - at === length) return end;
    at = line.indexOf('`', end);
  }
  return null;
}

const isWord = (character: string): boolean => wordCharacter.test(character);
const isGap = (character: string): boolean => character.trim() === '';

const mayOpen = (line: string, { start, end }: Mark): boolean =>
  !isWord(line.charAt(start - 1)) && !isGap(line.charAt(end));
const mayClose = (line: string, { start, end }: Mark): boolean =>
  !isWord(line.charAt(end)) && !isGap(line.charAt(start - 1));
