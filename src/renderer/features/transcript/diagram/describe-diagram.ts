export interface DiagramDescription {
  /** What it is, as a person calls it: `Flowchart`. */
  readonly kind: string;
  /** What the source says it is called. */
  readonly title: string | null;
  /** What the source says for those who do not see it. */
  readonly description: string | null;
}

const kinds: readonly (readonly [RegExp, string])[] = [
  [/^(?:graph|flowchart(?:-v2|-elk)?)$/, 'Flowchart'],
  [/^sequenceDiagram$/, 'Sequence diagram'],
  [/^classDiagram(?:-v2)?$/, 'Class diagram'],
  [/^stateDiagram(?:-v2)?$/, 'State diagram'],
  [/^erDiagram$/, 'Entity diagram'],
  [/^gantt$/, 'Gantt chart'],
  [/^pie$/, 'Pie chart'],
  [/^journey$/, 'Journey'],
  [/^gitGraph$/, 'Git graph'],
  [/^mindmap$/, 'Mind map'],
  [/^timeline$/, 'Timeline'],
  [/^quadrantChart$/, 'Quadrant chart'],
  [/^requirementDiagram$/, 'Requirement diagram'],
  [/^C4\w+$/, 'C4 diagram'],
  [/^sankey(?:-beta)?$/, 'Sankey diagram'],
  [/^xychart(?:-beta)?$/, 'Chart'],
  [/^block(?:-beta)?$/, 'Block diagram'],
  [/^packet(?:-beta)?$/, 'Packet diagram'],
  [/^architecture(?:-beta)?$/, 'Architecture diagram'],
  [/^kanban$/, 'Kanban board'],
  [/^radar(?:-beta)?$/, 'Radar chart'],
  [/^treemap(?:-beta)?$/, 'Treemap'],
];

const longestSaid = 300;
const longestLine = 400;

/**
 * What a diagram is and what it is called, read off its source; what cannot be told is "Diagram". The source is
 * anybody's: no pattern here may take longer than the line it is tried on is long.
 */
export function describeDiagram(source: string): DiagramDescription {
  const front = /^\s*---[ \t]*\n([\s\S]*?)\n[ \t]*---[ \t]*(?:\n|$)/.exec(source);
  // What is indented in front matter belongs to something else.
  const settings = linesOf(front?.[1] ?? '').map((line) => line.trimEnd());
  const lines = linesOf(withoutDirectives(source.slice(front?.[0].length ?? 0)))
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('%%'));
  const word = /^[\w-]+/.exec(lines[0] ?? '')?.[0] ?? '';
  const kind = kinds.find(([pattern]) => pattern.test(word))?.[1] ?? 'Diagram';
  const title =
    said(lines, /^accTitle ?: ?(.+)$/) ??
    said(settings, /^title ?: ?["']?(.+?)["']?$/) ??
    said(lines, /^(?:(?:pie|xychart-beta)\b.*? )?title ?:? ["']?(.+?)["']?$/);
  return { kind, title, description: said(lines, /^accDescr ?: ?(.+)$/) };
}

/** With a single space wherever there is white space, so that a pattern has one way to match it; none is long. */
const linesOf = (text: string): readonly string[] =>
  text.split(/[\n\r\u2028\u2029]/).map((line) => line.replace(/\s+/g, ' ').slice(0, longestLine));

/** Without `%%{…}%%`; one that does not end is left. */
function withoutDirectives(text: string): string {
  let rest = '';
  let from = 0;
  for (;;) {
    const start = text.indexOf('%%{', from);
    const end = start === -1 ? -1 : text.indexOf('}%%', start);
    if (end === -1) return rest + text.slice(from);
    rest += text.slice(from, start);
    from = end + '}%%'.length;
  }
}

function said(lines: readonly string[], pattern: RegExp): string | null {
  for (const line of lines) {
    const found = pattern.exec(line)?.[1]?.trim();
    if (found !== undefined && found !== '') return found.slice(0, longestSaid);
  }
  return null;
}

/** The name for those who do not see it: `Flowchart: The way of a message`. */
export const nameOfDiagram = ({ kind, title }: DiagramDescription): string =>
  title === null ? kind : `${kind}: ${title}`;
