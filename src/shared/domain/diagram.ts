/** What a window and the frame that draws diagrams for it say to each other. Nothing here is stored. */

/** A longer source is shown, not drawn. */
export const mostDiagramCharacters = 20_000;
/** A longer drawing is not taken. */
export const mostDrawingCharacters = 3_000_000;

/** The page's own colours that a drawing is made of, named as in `tokens.css`. */
export const diagramColours = [
  'ground',
  'code',
  'text',
  'muted',
  'line',
  'line-strong',
  'accent',
  'accent-soft',
  'warn',
  'warn-soft',
  'warn-line',
  'bad',
  'bad-soft',
  'bad-line',
  'good',
  'user',
] as const;

export type DiagramColour = (typeof diagramColours)[number];

export interface DiagramLook {
  readonly isDark: boolean;
  /** As in CSS; only what the system has. */
  readonly fontFamily: string;
  readonly colours: Readonly<Record<DiagramColour, string>>;
}

export interface DiagramRequest {
  readonly id: number;
  readonly source: string;
  readonly look: DiagramLook;
}

/** An SVG document of its own, with its size in CSS pixels. */
export interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** Null: the source cannot be read. */
export interface DiagramAnswer {
  readonly id: number;
  readonly drawing: Drawing | null;
}
