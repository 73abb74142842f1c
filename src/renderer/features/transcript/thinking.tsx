import { useEffect, useState } from 'react';
import { formatCount, formatDuration } from '../../lib/numbers';
import { Markdown } from './markdown/markdown';

interface ThinkingProps {
  readonly text: string;
  readonly durationMs: number | null;
  /** Tokens that went into it; null when the provider does not say, or counts several thoughts together. */
  readonly tokens: number | null;
  readonly isLive: boolean;
}

/** What a model thinks: seen while it does, then one line with its duration and the thoughts behind it. */
export function Thinking({ text, durationMs, tokens, isLive }: ThinkingProps) {
  // Null until a person opens or closes it: then it stays as they want it.
  const [isWanted, setWanted] = useState<boolean | null>(null);
  const isRunning = isLive && durationMs === null;
  const isOpen = isWanted ?? isRunning;
  return (
    <section className="thinking">
      <button type="button" aria-expanded={isOpen} onClick={() => setWanted(!isOpen)}>
        <span aria-hidden className="thinking-mark">
          ▸
        </span>
        {isRunning ? <RunningTime /> : summaryOf(durationMs, tokens)}
      </button>
      {isOpen && !isRunning && (
        <div className="thinking-text">
          <Markdown text={text} isLive={isLive} />
        </div>
      )}
      {isOpen && isRunning && <Running text={text} />}
    </section>
  );
}

const summaryOf = (durationMs: number | null, tokens: number | null): string =>
  `Thought${durationMs === null ? '' : ` for ${formatDuration(durationMs)}`}${tokens === null ? '' : ` · ${formatCount(tokens)} tokens`}`;

/** A few lines that follow the newest thought, so that the answer does not begin far below. */
function Running({ text }: { readonly text: string }) {
  return (
    <div className="thinking-text thinking-running" role="group" aria-label="Thoughts" tabIndex={0}>
      <div>
        <Markdown text={text} isLive />
      </div>
    </div>
  );
}

function RunningTime() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = window.setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => window.clearInterval(timer);
  }, []);
  return <>Thinking…{seconds > 0 && <span className="thinking-time"> {seconds} s</span>}</>;
}
