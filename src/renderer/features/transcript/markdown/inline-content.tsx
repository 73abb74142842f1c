import { Fragment, useContext, type ReactNode } from 'react';
import type { Inline } from '#shared/markdown/nodes';
import { withoutBidiControls } from '#shared/markdown/safe-link';
import { Formula } from './formula';
import { MarkdownHostContext } from './markdown-context';

export function InlineContent({
  nodes,
  inLink = false,
}: {
  readonly nodes: readonly Inline[];
  readonly inLink?: boolean;
}) {
  return nodes.map((node, index) => <Fragment key={index}>{toElement(node, inLink)}</Fragment>);
}

function toElement(node: Inline, inLink: boolean): ReactNode {
  switch (node.type) {
    case 'text':
      return inLink ? withoutBidiControls(node.text) : node.text;
    case 'strong':
      return (
        <strong>
          <InlineContent nodes={node.children} inLink={inLink} />
        </strong>
      );
    case 'emphasis':
      return (
        <em>
          <InlineContent nodes={node.children} inLink={inLink} />
        </em>
      );
    case 'strike':
      return (
        <del>
          <InlineContent nodes={node.children} inLink={inLink} />
        </del>
      );
    case 'code':
      return <code className="md-inline-code">{node.text}</code>;
    case 'math':
      return <Formula tex={node.tex} isDisplay={node.isDisplay} />;
    case 'break':
      return <br />;
    case 'link':
      if (inLink) return <InlineContent nodes={node.children} inLink />;
      return (
        <a href={node.href} title={node.title} target="_blank" rel="noreferrer">
          <InlineContent nodes={node.children} inLink />
        </a>
      );
    case 'app-link':
      return <AppLink target={node.target} nodes={node.children} />;
  }
}

/** A way to a place inside Parley: works in the Guide's own replies, is plain text in all others. */
function AppLink({ target, nodes }: { readonly target: string; readonly nodes: readonly Inline[] }) {
  const { openAppLink } = useContext(MarkdownHostContext);
  const content = <InlineContent nodes={nodes} inLink />;
  if (openAppLink === null) return content;
  return (
    <button type="button" role="link" className="md-app-link" onClick={() => openAppLink(target)}>
      {content}
    </button>
  );
}
