import { fenced, plain } from '../draft/markdown-pieces';

const languages: Readonly<Record<string, string>> = {
  'text/markdown': 'markdown',
  'text/html': 'html',
  'text/csv': 'csv',
  'image/svg+xml': 'svg',
  'application/vnd.ant.mermaid': 'mermaid',
  'application/vnd.ant.react': 'jsx',
};

interface Artefact {
  readonly title: string | null;
  readonly type: string | null;
  readonly language: string | null;
  readonly content: string;
}

/** What Claude shows beside the conversation: its title, and what it holds as a block. */
export function artefactBlock({ title, type, language, content }: Artefact): string {
  const known = type !== null && Object.hasOwn(languages, type) ? languages[type] : undefined;
  const block = fenced(content.replace(/^\n/u, ''), language ?? known ?? null);
  return title === null || plain(title) === '' ? block : `**${plain(title)}**\n\n${block}`;
}

const tag = /<antArtifact\b([^<>]{0,2000})>([\s\S]*?)(?:<\/antArtifact>|$)/giu;

/** Artefacts that stand within a text, between tags that are not meant to be seen. */
export const withArtefactBlocks = (text: string): string =>
  /<ant/iu.test(text)
    ? withoutThinking(text)
        .replace(
          tag,
          (_whole, attributes: string, content: string) =>
            `\n\n${artefactBlock({
              title: attributeIn(attributes, 'title'),
              type: attributeIn(attributes, 'type'),
              language: attributeIn(attributes, 'language'),
              content,
            })}\n\n`,
        )
        .trim()
    : text;

/** What Claude thought about making an artefact. */
function withoutThinking(text: string): string {
  const [begin, end] = ['<antThinking>', '</antThinking>'];
  let result = '';
  let at = 0;
  for (let start = text.indexOf(begin); start >= 0; start = text.indexOf(begin, at)) {
    const stop = text.indexOf(end, start);
    if (stop < 0) break;
    result += text.slice(at, start);
    at = stop + end.length;
  }
  return result + text.slice(at);
}

const attributeIn = (attributes: string, name: string): string | null =>
  new RegExp(`\\b${name}="([^"]*)"`, 'iu').exec(attributes)?.[1] ?? null;
