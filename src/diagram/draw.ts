import type { Mermaid, MermaidConfig } from 'mermaid';
import type { DiagramLook, Drawing } from '#shared/domain/diagram';
import { cleanDrawing } from './clean-drawing';
import { cssOf, themeOf } from './theme';

/** The classic script that the page loads first. */
declare const mermaid: Mermaid;

/** What a text may not set: its looks are the window's, and nothing in it may open a door. */
const locked: readonly (keyof MermaidConfig)[] = [
  'secure',
  'securityLevel',
  'startOnLoad',
  'suppressErrorRendering',
  'maxTextSize',
  'maxEdges',
  'theme',
  'themeVariables',
  'themeCSS',
  'darkMode',
  'fontFamily',
  'altFontFamily',
  'fontSize',
  'htmlLabels',
  'dompurifyConfig',
  'logLevel',
  'arrowMarkerAbsolute',
  'legacyMathML',
  'forceLegacyMathML',
];

const configOf = (look: DiagramLook): MermaidConfig => ({
  startOnLoad: false,
  securityLevel: 'strict',
  secure: [...locked],
  suppressErrorRendering: true,
  logLevel: 'fatal',
  maxEdges: 500,
  // Labels are SVG text: an image of SVG draws no HTML.
  htmlLabels: false,
  theme: 'base',
  darkMode: look.isDark,
  fontFamily: look.fontFamily,
  fontSize: 14,
  themeVariables: themeOf(look),
  themeCSS: cssOf(look),
  deterministicIds: true,
  sequence: { mirrorActors: false, actorFontSize: 14, messageFontSize: 14, noteFontSize: 14 },
  gantt: { useWidth: 680, topAxis: false },
});

/** Fails where the source cannot be read. */
export async function draw(source: string, look: DiagramLook): Promise<Drawing> {
  mermaid.initialize(configOf(look));
  try {
    const { svg } = await mermaid.render('diagram', source);
    return cleanDrawing(svg, look.colours.ground);
  } finally {
    document.body.replaceChildren();
  }
}
