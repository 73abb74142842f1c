import { describeError } from '../../lib/describe-error';
import type { SearchState } from './searcher';

interface ResultNoteProps {
  readonly state: SearchState;
}

/** Why there is nothing, or not everything. */
export function ResultNote({ state }: ResultNoteProps) {
  const { asked, error, problems, progress, titles, hits, next } = state;
  if (asked === null) return null;
  if (error !== null) return <p className="search-note">{describeError(error).sentence}</p>;
  if (problems.length > 0) {
    return problems.map(({ token, hint }) => (
      <p key={token} className="search-note" role="alert">
        <b>{token}</b> {hint}
      </p>
    ));
  }
  const isNothing = titles.length + hits.length === 0 && next === null;
  return (
    <>
      {progress < 1 && (
        <p className="search-note">
          Older messages are still being read for search: {Math.floor(progress * 100)} %.
        </p>
      )}
      {isNothing && progress === 1 && <SearchTips />}
    </>
  );
}

const tips: readonly (readonly [string, string])[] = [
  ['"two words"', 'exactly these words'],
  ['-word', 'without this word'],
  ['from:me', 'what you wrote'],
  ['has:code', 'messages with code'],
  ['before:2026-01', 'older than that'],
];

/** What else one can write, where there is room for it. */
function SearchTips() {
  return (
    <div className="search-note">
      <p>Try fewer words, a part of a word, or one of these:</p>
      <dl className="search-tips">
        {tips.map(([token, meaning]) => (
          <div key={token}>
            <dt>{token}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
