import { mostDiagramCharacters, type DiagramLook } from '#shared/domain/diagram';
import { createDiagramFrame, type DrawingResult } from './diagram-frame';

export type DiagramResult = DrawingResult | { readonly type: 'too-long' };

/** Drawings of this window, newest last: scrolling back to a reply draws nothing again, and nothing changes its height. */
const known = new Map<string, DiagramResult>();
const mostKnown = 40;
const frame = createDiagramFrame();
const coming = new Map<string, Promise<DiagramResult>>();

const keyOf = (source: string, look: DiagramLook): string => `${JSON.stringify(look)}\n${source}`;

/** What became of a source the last time; null when it was not drawn yet. */
export const findDrawing = (source: string, look: DiagramLook): DiagramResult | null =>
  source.length > mostDiagramCharacters ? { type: 'too-long' } : (known.get(keyOf(source, look)) ?? null);

/** Draws, also what failed before. */
export function drawDiagram(source: string, look: DiagramLook): Promise<DiagramResult> {
  const key = keyOf(source, look);
  const under = coming.get(key);
  if (under !== undefined) return under;
  const drawn = frame.draw(source, look).then((result) => {
    coming.delete(key);
    known.delete(key);
    known.set(key, result);
    if (known.size > mostKnown) known.delete(known.keys().next().value ?? '');
    return result;
  });
  coming.set(key, drawn);
  return drawn;
}
