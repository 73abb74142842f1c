import { z } from 'zod';
import { parseHtml } from '../html/parse-html';
import { toMarkdown } from '../html/to-markdown';
import { list, read, text, time } from '../source/lenient';
import { conversationIn, type Activity } from './activity';

const recordShape = z.object({
  header: text,
  title: text,
  time,
  products: list,
  details: list,
  subtitles: list,
  safeHtmlItem: list,
  attachedFiles: list,
  imageFile: text,
});

const pieceShape = z.object({ html: text });
const linkShape = z.object({ name: text, url: text, fileName: text, title: text });

/** A record of `MyActivity.json`; null for one of another product. */
export function readActivity(json: unknown, raw: string): Activity | null {
  const record = read(recordShape, json);
  if (record === null || record.title === null) return null;
  const links = [...record.details, ...record.subtitles].flatMap((value) => read(linkShape, value) ?? []);
  const conversation = links.map(({ url }) => conversationIn(url ?? '')).find((id) => id !== null) ?? null;
  const products = [record.header, ...record.products].filter((name) => typeof name === 'string');
  const isGemini =
    products.length === 0
      ? record.safeHtmlItem.length > 0
      : products.some((name) => /gemini|bard/iu.test(name));
  if (!isGemini && conversation === null) return null;
  const html = record.safeHtmlItem.flatMap((value) => read(pieceShape, value)?.html ?? []).join('\n');
  const space = record.title.indexOf('\u00a0');
  return {
    title: record.title,
    label: space > 0 && space <= 60 ? record.title.slice(0, space) : null,
    time: record.time,
    conversation,
    answer: toMarkdown(parseHtml(html)),
    files: [...record.attachedFiles, record.imageFile].flatMap(fileIn),
    raw,
  };
}

function fileIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  const file = read(linkShape, value);
  const name = file?.fileName ?? file?.name ?? file?.title ?? file?.url ?? '';
  return name === '' ? [] : [name];
}
