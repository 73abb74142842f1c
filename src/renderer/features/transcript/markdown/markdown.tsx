import { memo, useState } from 'react';
import { createBlockStream, parseMarkdown } from '#shared/markdown/block-stream';
import type { Block } from '#shared/markdown/nodes';
import { BlockList } from './block-content';

/** Parses of finished texts, newest last: scrolling back to a message does not parse it again. */
const parsed = new Map<string, readonly Block[]>();
const maxParsed = 60;

function parseOnce(text: string): readonly Block[] {
  const known = parsed.get(text);
  if (known !== undefined) {
    parsed.delete(text);
    parsed.set(text, known);
    return known;
  }
  const blocks = parseMarkdown(text);
  parsed.set(text, blocks);
  if (parsed.size > maxParsed) parsed.delete(parsed.keys().next().value ?? '');
  return blocks;
}

interface MarkdownProps {
  readonly text: string;
  readonly isLive: boolean;
}

/** The Markdown of a text that may still grow. What is closed is not parsed again, and it ends as a fresh parse. */
export const Markdown = memo(function Markdown({ text, isLive }: MarkdownProps) {
  const [stream] = useState(() => (isLive ? createBlockStream() : null));
  const blocks = stream === null ? parseOnce(text) : stream.update(text, isLive);
  return (
    <div className="md" dir="auto" data-live={isLive || undefined}>
      <BlockList blocks={blocks} isLive={isLive} />
    </div>
  );
});
