const light =
  '--ground: #fff; --text: #1d1f23; --muted: #5a5f69; --line: #dcdee3; --soft: #f3f4f6; --accent: #1f5fbf; --keyword: #2445b4; --string: #0f5632; --number: #7d3700; --comment: #5a5f69; --name: #6b2fa0; --attribute: #6b3d00; --bad: #a11a1a;';
const dark =
  '--ground: #17181b; --text: #e6e7ea; --muted: #a3a8b3; --line: #34363c; --soft: #222429; --accent: #8ab4f8; --keyword: #93abff; --string: #6bcf9b; --number: #f0a878; --comment: #a3a8b3; --name: #d3a6ff; --attribute: #f0b45c; --bad: #ff9a9a;';

/** The only style of an exported page; the page's policy names its hash. Paper is light, whatever the screen is. */
export const htmlStyle = `
:root { color-scheme: light dark; ${light} }
@media screen and (prefers-color-scheme: dark) { :root { ${dark} } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }
p, li, h3, h4, h5, h6, blockquote { unicode-bidi: plaintext; text-align: start; }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 0 0 0.4rem; font-size: 0.9rem; }
h3, h4, h5, h6 { margin: 1.4em 0 0.5em; font-size: 1.05rem; line-height: 1.3; }
h3 { font-size: 1.25rem; }
small, .about, .stretch, .note, summary { color: var(--muted); font-size: 0.85rem; font-weight: normal; }
header { padding-bottom: 1rem; border-bottom: 1px solid var(--line); }
.about { margin: 0.4rem 0 0; }
article { margin: 1.5rem 0; }
article.user > div { padding: 0.7rem 1rem; border-radius: 8px; background: var(--soft); }
.stretch { margin: 2.5rem 0 0; padding-top: 0.75rem; border-top: 1px solid var(--line); }
header + p, header + table { margin-top: 1.25rem; }
header + .stretch { margin-top: 1rem; padding-top: 0; border-top: 0; }
.plain { white-space: pre-wrap; }
p, ul, ol, blockquote, pre, table { margin: 0 0 0.8em; }
div > :last-child, li > :last-child, blockquote > :last-child { margin-bottom: 0; }
div > :first-child { margin-top: 0; }
pre { padding: 0.8rem 1rem; overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; background: var(--soft); overflow-wrap: normal; }
code { font: 0.88em/1.5 ui-monospace, Menlo, Consolas, monospace; }
:not(pre) > code { padding: 0.1em 0.3em; border-radius: 4px; background: var(--soft); }
.hljs-keyword, .hljs-built_in, .hljs-selector-tag, .hljs-literal, .hljs-doctag, .hljs-section { color: var(--keyword); }
.hljs-string, .hljs-regexp, .hljs-addition, .hljs-char { color: var(--string); }
.hljs-number, .hljs-symbol, .hljs-bullet, .hljs-meta { color: var(--number); }
.hljs-comment, .hljs-quote { color: var(--comment); font-style: italic; }
.hljs-title, .hljs-type, .hljs-name, .hljs-class { color: var(--name); }
.hljs-attr, .hljs-attribute, .hljs-variable, .hljs-template-variable, .hljs-property, .hljs-selector-class, .hljs-selector-id { color: var(--attribute); }
.hljs-deletion { color: var(--bad); }
.hljs-emphasis { font-style: italic; }
.hljs-strong { font-weight: 600; }
math { font-family: 'STIX Two Math', 'Cambria Math', 'Latin Modern Math', 'DejaVu Math TeX Gyre', 'Noto Sans Math', math; font-size: 1.1em; }
.formula { padding: 0.2rem 0; overflow-x: auto; overflow-y: hidden; text-align: center; overflow-wrap: normal; }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 3px solid var(--line); color: var(--muted); }
table { display: block; overflow-x: auto; border-collapse: collapse; overflow-wrap: normal; }
th, td { padding: 0.35rem 0.7rem; border: 1px solid var(--line); text-align: start; }
th { background: var(--soft); }
.center { text-align: center; }
.right { text-align: right; }
.left { text-align: left; }
img { display: block; max-width: 100%; height: auto; border-radius: 8px; }
hr { border: 0; border-top: 1px solid var(--line); }
a { color: var(--accent); }
details { margin: 0 0 0.8em; padding: 0.4rem 0.8rem; border: 1px solid var(--line); border-radius: 8px; }
details > :not(summary) { color: var(--muted); }
details > :last-child { margin-bottom: 0; }
@media print {
  :root { color-scheme: light; }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  h1, h2, h3, h4, h5, h6, summary { break-after: avoid; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; }
  img, tr, .formula { break-inside: avoid; }
  img { max-height: 22cm; object-fit: contain; object-position: left; }
  table { display: table; }
  p, li { orphans: 3; widows: 3; }
  article.user > div, pre, th { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
