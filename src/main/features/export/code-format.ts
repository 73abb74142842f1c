/** How a piece of a reply is called as a file. */
export interface CodeFormat {
  /** Without a dot. */
  readonly ending: string;
  readonly kind: string;
}

/** By ending: what a fence may call its language. What a system would run when the file is opened is not among them. */
const languages: Readonly<Record<string, readonly string[]>> = {
  c: ['c'],
  cpp: ['cpp', 'c++', 'cc', 'cxx'],
  cs: ['cs', 'csharp', 'c#'],
  css: ['css'],
  csv: ['csv'],
  dart: ['dart'],
  diff: ['diff', 'patch'],
  ex: ['ex', 'elixir'],
  fs: ['fs', 'fsharp', 'f#'],
  go: ['go', 'golang'],
  h: ['h'],
  hs: ['hs', 'haskell'],
  html: ['html', 'xhtml'],
  ini: ['ini'],
  java: ['java'],
  jl: ['jl', 'julia'],
  js: ['js', 'javascript', 'mjs', 'node'],
  json: ['json', 'jsonc', 'json5'],
  jsx: ['jsx'],
  kt: ['kt', 'kotlin'],
  lua: ['lua'],
  md: ['md', 'markdown'],
  mmd: ['mermaid', 'mmd'],
  php: ['php'],
  pl: ['pl', 'perl'],
  ps1: ['ps1', 'powershell', 'pwsh'],
  py: ['py', 'python', 'python3'],
  r: ['r'],
  rb: ['rb', 'ruby'],
  rs: ['rs', 'rust'],
  scala: ['scala'],
  scss: ['scss'],
  sh: ['sh', 'bash', 'zsh', 'shell'],
  sql: ['sql'],
  svg: ['svg'],
  swift: ['swift'],
  tex: ['tex', 'latex'],
  toml: ['toml'],
  ts: ['ts', 'typescript'],
  tsx: ['tsx'],
  xml: ['xml'],
  yaml: ['yaml', 'yml'],
};
const endings = new Map(
  Object.entries(languages).flatMap(([ending, names]) => names.map((name) => [name, ending] as const)),
);

/** For the language that a fence names, in any letters; plain text for what is not known. */
export function codeFormat(language: string): CodeFormat {
  const ending = endings.get(language.trim().toLowerCase());
  return ending === undefined
    ? { ending: 'txt', kind: 'Plain text' }
    : { ending, kind: ending === 'csv' ? 'Table (CSV)' : 'Source text' };
}
