import { useContext, useEffect, useRef, useState, type ReactNode } from 'react';
import { HighlightedCode, LiveCode } from './highlighted-code';
import { LongText } from '../../../ui/long-text';
import { MarkdownHostContext } from './markdown-context';

interface CodeBlockProps {
  readonly language: string;
  readonly text: string;
  /** The fence is not closed yet. */
  readonly isLive: boolean;
  /** Between the code and what was made of it. */
  readonly choice?: ReactNode;
}

const maxShown = 50_000;

/** Code with its language; it can be copied, wrapped and saved. */
export function CodeBlock({ language, text, isLive, choice }: CodeBlockProps) {
  const [isWrapped, setWrapped] = useState(false);
  const name = language === '' ? 'text' : language;
  return (
    <figure className="md-code" aria-label={`Code, ${name}`}>
      <figcaption className="md-code-bar">
        <span>{name}</span>
        <span className="md-code-actions">
          {choice}
          <CopyButton text={text} label="Copy code" />
          <button type="button" aria-pressed={isWrapped} onClick={() => setWrapped(!isWrapped)}>
            Wrap
          </button>
          {!isLive && <SaveButton text={text} language={language} />}
        </span>
      </figcaption>
      {/* A scrolling region must be reachable by keyboard. */}
      <pre tabIndex={0} data-wrapped={isWrapped || undefined}>
        <code>
          <CodeText language={language} text={text} isLive={isLive} />
        </code>
      </pre>
    </figure>
  );
}

function CodeText({ language, text, isLive }: Omit<CodeBlockProps, 'choice'>) {
  if (text.length > maxShown) return <LongText text={text} />;
  return isLive ? (
    <LiveCode language={language} text={text} />
  ) : (
    <HighlightedCode language={language} text={text} />
  );
}

function SaveButton({ text, language }: Pick<CodeBlockProps, 'text' | 'language'>) {
  const { save } = useContext(MarkdownHostContext);
  return (
    <button type="button" onClick={() => save(text, language)} aria-label="Save code">
      Save
    </button>
  );
}

export function CopyButton({ text, label }: { readonly text: string; readonly label: string }) {
  const { copy } = useContext(MarkdownHostContext);
  const [isCopied, setCopied] = useState(false);
  const timer = useRef(0);
  useEffect(() => () => window.clearTimeout(timer.current), []);
  const onClick = (): void => {
    copy(text);
    setCopied(true);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setCopied(false), 1500);
  };
  return (
    <button type="button" onClick={onClick} aria-label={label}>
      {isCopied ? 'Copied' : 'Copy'}
    </button>
  );
}
