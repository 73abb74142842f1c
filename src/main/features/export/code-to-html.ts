import { common, createLowlight } from 'lowlight';
import { escapeHtml } from './escape-html';

const lowlight = createLowlight(common);

type Node = ReturnType<typeof lowlight.highlight>['children'][number];

/** UTF-16 units; what is longer is read by nobody and takes seconds. */
const mostHighlighted = 20_000;

/** Source text with the spans of its language, or plain where the language is not known. Everything is escaped. */
export function codeToHtml(language: string, text: string): string {
  const name = language.toLowerCase();
  if (text.length > mostHighlighted || !lowlight.registered(name)) return escapeHtml(text);
  return lowlight.highlight(name, text).children.map(nodeToHtml).join('');
}

function nodeToHtml(node: Node): string {
  if (node.type === 'text') return escapeHtml(node.value);
  if (node.type !== 'element') return '';
  const content = node.children.map(nodeToHtml).join('');
  const names = node.properties['className'];
  const known = Array.isArray(names) ? names.filter((name) => /^hljs-[a-z_]+$/.test(name)) : [];
  return known.length === 0 ? content : `<span class="${known.join(' ')}">${content}</span>`;
}
