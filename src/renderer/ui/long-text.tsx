import { useState } from 'react';

const firstPart = 20_000;

/** Text of any size: the first 20,000 characters, and the rest when a person asks for it. */
export function LongText({ text }: { readonly text: string }) {
  const [isWhole, setWhole] = useState(false);
  if (isWhole || text.length <= firstPart * 1.5) return text;
  const size =
    text.length < 1_000_000
      ? `${Math.round(text.length / 1000)} KB`
      : `${(text.length / 1_000_000).toFixed(1)} MB`;
  return (
    <>
      {text.slice(0, firstPart)}
      {'… '}
      <button type="button" className="md-more" onClick={() => setWhole(true)}>
        Show all {size}
      </button>
    </>
  );
}
