import { attack, familyOf, type Payload, type Trap } from './payload';

/** Diagrams that try to run, lead, load or cover something. */
export const hostileDiagrams = (trap: Trap): Readonly<Record<string, string>> => ({
  'click with javascript': `flowchart TD\n  A-->B\n  click A "javascript:${attack}" _self`,
  'click with an address': `flowchart TD\n  A-->B\n  click A href "http://${trap}/click" _blank`,
  'click with a callback': 'flowchart TD\n  A-->B\n  click A call alert("x")\n  click B alert',
  'click with data': `flowchart TD\n  A-->B\n  click A "data:text/html,<script>parent.${attack}</script>"`,
  'init that loosens':
    '%%{init: {"securityLevel": "loose", "htmlLabels": true, "flowchart": {"htmlLabels": true}}}%%\n' +
    `flowchart TD\n  A["<img src=x onerror=${attack}>"]-->B`,
  'init with styles': `%%{init: {"themeCSS": "@import url(http://${trap}/import.css); * { background: url(http://${trap}/x.png) }"}}%%\nflowchart TD\n  A-->B`,
  'init with a font': `%%{init: {"fontFamily": "x; } @font-face { font-family: x; src: url(http://${trap}/font.woff2) }"}}%%\nflowchart TD\n  A-->B`,
  'init with theme variables': `%%{init: {"theme": "base", "themeVariables": {"primaryColor": "red; background: url(http://${trap}/v.png)"}}}%%\nflowchart TD\n  A-->B`,
  'init with a prototype':
    '%%{init: {"__proto__": {"pwned": 1}, "constructor": {"prototype": {"pwned": 1}}}}%%\nflowchart TD\n  A-->B',
  'front matter that loosens': `---\nconfig:\n  securityLevel: loose\n  htmlLabels: true\n  dompurifyConfig: { ADD_TAGS: [script, iframe] }\n---\nflowchart TD\n  A["<iframe src=http://${trap}/frame></iframe>"]-->B`,
  'script as a label': `flowchart TD\n  A["<script>parent.${attack};${attack}</script>"]-->B`,
  'picture as a label': `flowchart TD\n  A["<img src=http://${trap}/label.png onerror=${attack}>"]-->B`,
  'SVG as a label': `flowchart TD\n  A["<svg onload=${attack}><foreignObject><body onload=${attack}></foreignObject></svg>"]-->B`,
  'mark-up as a Markdown label': `flowchart TD\n  A["\`**x** <a href='javascript:${attack}'>y</a> ![z](http://${trap}/md.png)\`"]-->B`,
  'picture as a shape': `flowchart TD\n  A@{ img: "http://${trap}/shape.png", label: "x", w: 60, h: 60 }\n  A-->B`,
  'icon from a server': `flowchart TD\n  A@{ icon: "http://${trap}/icon", form: "square" }\n  B[fa:fa-trash x]`,
  'style of a node': `flowchart TD\n  A-->B\n  style A fill:url(http://${trap}/fill),stroke:red;background:url(http://${trap}/bg)`,
  'class definition': `flowchart TD\n  A:::x-->B\n  classDef x fill:#f00,background:url(http://${trap}/class)`,
  'style that ends its element': `flowchart TD\n  A-->B\n  classDef x fill:red</style><script>parent.${attack}</script>`,
  'links of a sequence': `sequenceDiagram\n  participant A\n  links A: {"x": "javascript:${attack}", "y": "http://${trap}/links"}\n  A->>A: <img src=x onerror=${attack}>`,
  'mark-up in a sequence': `sequenceDiagram\n  A->>B: <script>${attack}</script>\n  Note over A: <a href="http://${trap}/note">x</a>`,
  'link of a class': `classDiagram\n  class A\n  link A "javascript:${attack}"\n  callback A "alert"\n  class B["<img src=x onerror=${attack}>"]`,
  'click in a chart': `gantt\n  dateFormat YYYY-MM-DD\n  section <b onclick=${attack}>\n  A :a1, 2026-01-01, 3d\n  click a1 href "javascript:${attack}"\n  click a1 call alert()`,
  'mark-up in a pie': `pie title <img src=http://${trap}/pie.png onerror=${attack}>\n  "<script>${attack}</script>" : 3\n  "x" : 4`,
  'mark-up in a state': `stateDiagram-v2\n  s1: <iframe src=javascript:${attack}></iframe>\n  [*] --> s1\n  click s1 href "javascript:${attack}"`,
  'mark-up in entities': `erDiagram\n  "<img src=x onerror=${attack}>" ||--o{ B : "<script>${attack}</script>"`,
  'mark-up in a mind map': `mindmap\n  root((<img src=http://${trap}/mind.png onerror=${attack}>))\n    ::icon(fa fa-x" onload="${attack})\n    a`,
  'address in a journey': `journey\n  title http://${trap}/journey\n  section <svg onload=${attack}>\n    x: 5: <b>`,
  'picture in C4': `C4Context\n  Person(a, "x", "y", $sprite="http://${trap}/c4.png", $link="javascript:${attack}")`,
  'formula as a label': `flowchart TD\n  A["$$\\href{javascript:${attack}}{x}$$"]-->B`,
  'names of the page': 'flowchart TD\n  root-->body\n  __proto__-->constructor\n  parent-->top',
  'title that is mark-up': `---\ntitle: "<img src=x onerror=${attack}>"\n---\nflowchart TD\n  accTitle: <script>${attack}</script>\n  accDescr: "><script>${attack}</script>\n  A-->B`,
  'entity codes':
    'flowchart TD\n  A["#60;script#62;window.pwned=1#60;/script#62; &lt;img src=x onerror=window.pwned=1&gt;"]-->B',
  'nothing known': `<svg onload=${attack}>`,
  'never ending': 'flowchart TD\n  A[',
});

const fence = (source: string): string => `\`\`\`mermaid\n${source}\n\`\`\``;

/** One in three, in fences: all of them are tried by `tests/components/diagrams.test.ts`. */
export const diagramPayloads = (trap: Trap): readonly Payload[] => {
  const some = Object.entries(hostileDiagrams(trap)).filter((_entry, index) => index % 3 === 0);
  return familyOf('diagram', Object.fromEntries(some.map(([name, source]) => [name, fence(source)])));
};
