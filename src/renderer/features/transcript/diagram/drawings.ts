import { mostDiagramCharacters, type DiagramLook } from '#shared/domain/diagram';
import { createDiagramFrame, type DiagramFrame, type DrawingResult } from './diagram-frame';

export type DiagramResult = DrawingResult | { readonly type: 'too-long' };

type Tell = (result: DiagramResult) => void;

export interface Drawings {
  /** What became of a source the last time; null when it was not drawn yet. */
  readonly find: (source: string, look: DiagramLook) => DiagramResult | null;
  /**
   * Tells later, once, what became of a source, until the returned function is called. What nobody waits for any more
   * when its turn comes is not drawn.
   */
  readonly follow: (source: string, look: DiagramLook, tell: Tell) => () => void;
  /** So that it is drawn again when it is wanted the next time. */
  readonly forget: (source: string, look: DiagramLook) => void;
}

const mostKnown = 40;
const keyOf = (source: string, look: DiagramLook): string => `${JSON.stringify(look)}\n${source}`;

export function createDrawings(frame: DiagramFrame): Drawings {
  /** Newest last: scrolling back to a reply draws nothing again, and nothing changes its height. */
  const known = new Map<string, DiagramResult>();
  /** Who waits for the drawings that are to come. */
  const coming = new Map<string, Set<Tell>>();

  const find: Drawings['find'] = (source, look) =>
    source.length > mostDiagramCharacters ? { type: 'too-long' } : (known.get(keyOf(source, look)) ?? null);

  const keep = (key: string, result: DiagramResult): void => {
    known.delete(key);
    known.set(key, result);
    if (known.size > mostKnown) known.delete(known.keys().next().value ?? '');
  };

  const begin = (source: string, look: DiagramLook): Set<Tell> => {
    const key = keyOf(source, look);
    const waiting = new Set<Tell>();
    coming.set(key, waiting);
    const isWanted = (): boolean => {
      // Left out for good: whoever comes later begins anew.
      if (waiting.size === 0) coming.delete(key);
      return waiting.size > 0;
    };
    void frame.draw(source, look, isWanted).then((result) => {
      if (result === null) return;
      coming.delete(key);
      keep(key, result);
      for (const tell of waiting) tell(result);
    });
    return waiting;
  };

  return {
    find,
    follow(source, look, tell) {
      const found = find(source, look);
      const waiting =
        found === null ? (coming.get(keyOf(source, look)) ?? begin(source, look)) : new Set<Tell>();
      waiting.add(tell);
      if (found !== null) queueMicrotask(() => waiting.forEach((each) => each(found)));
      return () => void waiting.delete(tell);
    },
    forget: (source, look) => void known.delete(keyOf(source, look)),
  };
}

/** Of this window. */
export const drawings = createDrawings(createDiagramFrame());
