import { Fragment } from 'react';
import type { MarkedText } from '#shared/domain/search';

/** Text with its marks; the marks are for the eye, the text is read as a whole. */
export function MarkedTextView({ text, marks }: MarkedText) {
  const ends = [0, ...marks.map(({ end }) => end)];
  return (
    <>
      {marks.map(({ start, end }, index) => (
        // By their number: what stands in them changes with every letter, and the elements stay.
        <Fragment key={index}>
          {text.slice(ends[index], start)}
          <mark className="search-mark">{text.slice(start, end)}</mark>
        </Fragment>
      ))}
      {text.slice(ends.at(-1))}
    </>
  );
}
