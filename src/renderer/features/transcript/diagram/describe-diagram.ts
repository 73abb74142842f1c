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

/** What a diagram is and what it is called, read off its source; what cannot be told is "Diagram". */
export function describeDiagram(source: string): DiagramDescription {
  const front = /^\s*---[ \t]*\n([\s\S]*?)\n[ \t]*---[ \t]*(?:\n|$)/.exec(source);
  const body = source.slice(front?.[0].length ?? 0).replace(/%%\{[\s\S]*?\}%%/g, '');
  const lines = body
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('%%'));
  const word = /^[\w-]+/.exec(lines[0] ?? '')?.[0] ?? '';
  const kind = kinds.find(([pattern]) => pattern.test(word))?.[1] ?? 'Diagram';
  const title =
    said(lines, /^accTitle\s*:\s*(.+)$/) ??
    said((front?.[1] ?? '').split('\n'), /^title\s*:\s*["']?(.+?)["']?\s*$/) ??
    said(lines, /^(?:(?:pie|xychart-beta)\b.*?\s)?title\s*:?\s+["']?(.+?)["']?$/);
  return { kind, title, description: said(lines, /^accDescr\s*:\s*(.+)$/) };
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
