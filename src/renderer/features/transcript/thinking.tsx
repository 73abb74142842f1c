import { useEffect, useState } from 'react';
import { formatDuration } from '../../lib/numbers';
import { Markdown } from './markdown/markdown';

interface ThinkingProps {
  readonly text: string;
  readonly durationMs: number | null;
  readonly isLive: boolean;
}

/** What a model thought: one line with its duration, and the thoughts behind it. */
export function Thinking({ text, durationMs, isLive }: ThinkingProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="thinking">
      <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span aria-hidden className="thinking-mark">
          ▸
        </span>
        {isLive && durationMs === null ? (
          <RunningTime />
        ) : (
          `Thought${durationMs === null ? '' : ` for ${formatDuration(durationMs)}`}`
        )}
      </button>
      {isOpen && (
        <div className="thinking-text">
          <Markdown text={text} isLive={isLive} />
        </div>
      )}
    </section>
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
