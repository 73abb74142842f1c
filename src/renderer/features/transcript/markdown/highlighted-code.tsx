import { memo, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { HighlightedTree } from './highlighter';
import { lazyModule } from './lazy-module';

const highlighter = lazyModule(() => import('./highlighter'));

/** Longer code is shown in one colour: it would hold the window up. */
const maxHighlighted = 60_000;
/** An open fence is coloured again no more often than this, in ms, and then up to its last whole line. */
const liveInterval = 250;

type TreeNode = HighlightedTree['children'][number];

const classOf = (node: TreeNode): string =>
  'properties' in node && Array.isArray(node.properties['className'])
    ? node.properties['className'].join(' ')
    : '';

function toElements(nodes: readonly TreeNode[]): ReactNode {
  return nodes.map((node, index) => {
    if (node.type === 'text') return node.value;
    if (node.type !== 'element') return null;
    return (
      <span key={index} className={classOf(node)}>
        {toElements(node.children)}
      </span>
    );
  });
}

interface CodeText {
  readonly language: string;
  readonly text: string;
}

/** Code in colours, once its highlighter is loaded. */
export const HighlightedCode = memo(function HighlightedCode({ language, text }: CodeText) {
  const module = highlighter.use();
  return useMemo(() => {
    if (module === null || language === '' || text.length > maxHighlighted) return text;
    const tree = module.highlight(language, text);
    return tree === null ? text : toElements(tree.children);
  }, [module, language, text]);
});

/** Code of a fence that is still being written: whole lines in colours now and then, the rest plain. */
export function LiveCode({ language, text }: CodeText) {
  const lines = text.slice(0, text.lastIndexOf('\n') + 1);
  const [colored, setColored] = useState('');
  const latest = useRef(lines);
  const timer = useRef<number | null>(null);
  useEffect(() => {
    latest.current = lines;
    if (lines === '' || timer.current !== null) return;
    timer.current = window.setTimeout(() => {
      timer.current = null;
      setColored(latest.current);
    }, liveInterval);
  }, [lines]);
  useEffect(
    () => () => {
      if (timer.current !== null) window.clearTimeout(timer.current);
    },
    [],
  );
  const done = text.startsWith(colored) ? colored : '';
  return (
    <>
      <HighlightedCode language={language} text={done} />
      {text.slice(done.length)}
    </>
  );
}
