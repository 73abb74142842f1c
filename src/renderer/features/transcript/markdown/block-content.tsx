import { createElement, memo, type ReactNode } from 'react';
import type { Block, BlockContent, ListItem } from '#shared/markdown/nodes';
import { CodeBlock } from './code-block';
import { DiagramBlock, isDiagram } from './diagram-block';
import { Formula } from './formula';
import { InlineContent } from './inline-content';
import { LongText } from '../../../ui/long-text';
import { TableView } from './table-view';

interface BlockProps {
  readonly block: Block;
  readonly isLive: boolean;
}

/** What has the same source and the same references looks the same: it is not drawn again. */
const isSameBlock = (a: BlockProps, b: BlockProps): boolean =>
  a.block === b.block ||
  (a.block.raw === b.block.raw &&
    a.block.links === b.block.links &&
    a.isLive === b.isLive &&
    a.block.type === b.block.type);

export const BlockView = memo(function BlockView({ block, isLive }: BlockProps) {
  return toElement(block, isLive);
}, isSameBlock);

export function BlockList({
  blocks,
  isLive,
}: {
  readonly blocks: readonly Block[];
  readonly isLive: boolean;
}) {
  return blocks.map((block, index) => (
    <BlockView key={index} block={block} isLive={isLive && index === blocks.length - 1} />
  ));
}

function toElement(block: Block, isLive: boolean): ReactNode {
  switch (block.type) {
    case 'paragraph':
      return (
        <p>
          <InlineContent nodes={block.children} />
        </p>
      );
    case 'tight':
      return <InlineContent nodes={block.children} />;
    case 'heading':
      // A reply is inside an article: its headings begin below those of the window.
      return createElement(
        `h${Math.min(6, block.depth + 2)}`,
        { className: 'md-heading', 'data-depth': block.depth },
        <InlineContent nodes={block.children} />,
      );
    case 'code':
      if (isDiagram(block.language) && !block.isOpen)
        return <DiagramBlock language={block.language} text={block.text} />;
      return <CodeBlock language={block.language} text={block.text} isLive={isLive && block.isOpen} />;
    case 'quote':
      return (
        <blockquote>
          <BlockList blocks={block.blocks} isLive={isLive} />
        </blockquote>
      );
    case 'list':
      return <ListView block={block} isLive={isLive} />;
    case 'table':
      return <TableView table={block} />;
    case 'math':
      return block.isOpen ? (
        <pre className="md-formula-open">{block.tex}</pre>
      ) : (
        <div className="md-formula-block">
          <Formula tex={block.tex} isDisplay />
        </div>
      );
    case 'rule':
      return <hr />;
    case 'plain':
      return (
        <p className="md-plain">
          <LongText text={block.text} />
        </p>
      );
  }
}

type Of<T extends BlockContent['type']> = Extract<BlockContent, { type: T }>;

function ListView({ block, isLive }: { readonly block: Of<'list'>; readonly isLive: boolean }) {
  const items = block.items.map((item, index) => (
    <ItemView key={index} item={item} isLive={isLive && index === block.items.length - 1} />
  ));
  return block.start === null ? <ul>{items}</ul> : <ol start={block.start}>{items}</ol>;
}

const ItemView = memo(
  function ItemView({ item, isLive }: { readonly item: ListItem; readonly isLive: boolean }) {
    const isTask = item.isChecked !== null;
    return (
      <li className={isTask ? 'md-task' : undefined}>
        {isTask && (
          <span
            role="img"
            aria-label={item.isChecked ? 'Done:' : 'Open:'}
            className="md-box"
            data-checked={item.isChecked || undefined}
          />
        )}
        <BlockList blocks={item.blocks} isLive={isLive} />
      </li>
    );
  },
  (a, b) =>
    a.item.raw === b.item.raw &&
    a.isLive === b.isLive &&
    a.item.blocks.length === b.item.blocks.length &&
    a.item.blocks[0]?.links === b.item.blocks[0]?.links &&
    a.item.blocks[0]?.type === b.item.blocks[0]?.type,
);
