import type { DiagramLook } from '#shared/domain/diagram';

/** Fields of a pie, branches, sections: eight that can be told apart, with the page's text on them at 4.5:1 or more. */
const fields = {
  light: ['#c3cff9', '#c0e4d0', '#f6dcae', '#e4ccf5', '#f5c9c6', '#c2e3ec', '#deded4', '#f2d3e2'],
  dark: ['#34457f', '#22543c', '#664a1d', '#54366f', '#6c3532', '#22525c', '#494c50', '#64384e'],
};

const numbered = (name: (index: number) => string, values: readonly string[], count: number, from = 0) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [name(index + from), values[index % values.length] ?? '']),
  );

type Colours = DiagramLook['colours'];
type Variables = Record<string, unknown>;

/** The variables of Mermaid's `base` theme, from the colours of the page. */
export const themeOf = ({ isDark, colours, fontFamily }: DiagramLook): Variables => ({
  darkMode: isDark,
  fontFamily,
  fontSize: '14px',
  ...ofAll(colours),
  ...ofNodes(colours),
  ...ofSequences(colours),
  ...ofGantts(colours, isDark),
  ...ofCharts(colours),
  ...ofFields(colours, isDark ? fields.dark : fields.light),
});

const ofAll = ({ ground, code, text, line, accent, user, bad, ...colours }: Colours): Variables => ({
  background: ground,
  primaryColor: colours['accent-soft'],
  primaryTextColor: text,
  primaryBorderColor: accent,
  secondaryColor: user,
  secondaryTextColor: text,
  secondaryBorderColor: colours['line-strong'],
  tertiaryColor: code,
  tertiaryTextColor: text,
  tertiaryBorderColor: line,
  lineColor: colours['line-strong'],
  textColor: text,
  titleColor: text,
  errorBkgColor: colours['bad-soft'],
  errorTextColor: bad,
});

const ofNodes = ({ ground, code, text, line, accent, ...colours }: Colours): Variables => ({
  mainBkg: colours['accent-soft'],
  nodeBorder: accent,
  nodeTextColor: text,
  clusterBkg: code,
  clusterBorder: line,
  edgeLabelBackground: ground,
  classText: text,
  labelColor: text,
  altBackground: code,
  attributeBackgroundColorOdd: ground,
  attributeBackgroundColorEven: code,
  rowOdd: ground,
  rowEven: code,
});

const ofSequences = ({ ground, text, accent, user, ...colours }: Colours): Variables => ({
  actorBkg: colours['accent-soft'],
  actorBorder: accent,
  actorTextColor: text,
  actorLineColor: colours['line-strong'],
  signalColor: colours['line-strong'],
  signalTextColor: text,
  labelBoxBkgColor: user,
  labelBoxBorderColor: colours['line-strong'],
  labelTextColor: text,
  loopTextColor: text,
  activationBkgColor: user,
  activationBorderColor: colours['line-strong'],
  sequenceNumberColor: ground,
  noteBkgColor: colours['warn-soft'],
  noteTextColor: text,
  noteBorderColor: colours['warn-line'],
});

const ofGantts = (
  { ground, code, text, line, accent, user, bad, ...colours }: Colours,
  isDark: boolean,
): Variables => ({
  sectionBkgColor: code,
  altSectionBkgColor: ground,
  sectionBkgColor2: code,
  gridColor: line,
  todayLineColor: bad,
  taskBkgColor: colours['accent-soft'],
  taskBorderColor: accent,
  taskTextColor: text,
  taskTextLightColor: text,
  taskTextDarkColor: text,
  taskTextOutsideColor: text,
  taskTextClickableColor: text,
  activeTaskBkgColor: (isDark ? fields.dark : fields.light)[0],
  activeTaskBorderColor: accent,
  doneTaskBkgColor: user,
  doneTaskBorderColor: colours['line-strong'],
  critBkgColor: colours['bad-soft'],
  critBorderColor: bad,
  excludeBkgColor: code,
});

const ofCharts = ({
  ground,
  code,
  text,
  muted,
  line,
  accent,
  good,
  warn,
  bad,
  ...colours
}: Colours): Variables => ({
  quadrant1Fill: colours['accent-soft'],
  quadrant2Fill: code,
  quadrant3Fill: code,
  quadrant4Fill: code,
  quadrantPointFill: accent,
  quadrantPointTextFill: text,
  quadrantTitleFill: text,
  quadrantXAxisTextFill: muted,
  quadrantYAxisTextFill: muted,
  quadrantInternalBorderStrokeFill: line,
  quadrantExternalBorderStrokeFill: colours['line-strong'],
  xyChart: {
    backgroundColor: ground,
    titleColor: text,
    ...axis('x', muted, text, colours['line-strong']),
    ...axis('y', muted, text, colours['line-strong']),
    plotColorPalette: [accent, good, warn, bad, muted].join(','),
  },
});

const axis = (name: 'x' | 'y', label: string, title: string, line: string): Variables => ({
  [`${name}AxisLabelColor`]: label,
  [`${name}AxisTitleColor`]: title,
  [`${name}AxisTickColor`]: line,
  [`${name}AxisLineColor`]: line,
});

/** Pies, branches, sections of journeys, timelines and mind maps. */
const ofFields = (
  { ground, code, text, line, accent, ...colours }: Colours,
  palette: readonly string[],
): Variables => ({
  pieTitleTextColor: text,
  pieTitleTextSize: '16px',
  pieSectionTextColor: text,
  pieSectionTextSize: '13px',
  pieLegendTextColor: text,
  pieLegendTextSize: '13px',
  pieStrokeColor: ground,
  pieStrokeWidth: '1.5px',
  pieOuterStrokeColor: line,
  pieOuterStrokeWidth: '1px',
  pieOpacity: '1',
  commitLabelColor: text,
  commitLabelBackground: code,
  tagLabelColor: text,
  tagLabelBackground: colours['accent-soft'],
  tagLabelBorder: accent,
  ...numbered((index) => `pie${index}`, palette, 12, 1),
  ...numbered((index) => `cScale${index}`, palette, 12),
  ...numbered((index) => `cScaleLabel${index}`, [text], 12),
  ...numbered((index) => `fillType${index}`, palette, 8),
  ...numbered((index) => `git${index}`, palette, 8),
  ...numbered((index) => `gitBranchLabel${index}`, [text], 8),
});

/** What the variables do not reach: labels on the page's ground, the grid of charts, and labels that stand beside their place. */
export const cssOf = ({ colours: { ground, line, text } }: DiagramLook): string => `
  .edgeLabel rect, .edgeLabel .label rect { fill: ${ground}; opacity: 1; }
  .grid .tick line { stroke: ${line}; opacity: 1; }
  .mindmap-node > circle ~ .label text { text-anchor: middle; }
  text.journey-section { fill: ${text}; }
`;
