import type { MarkedText } from '#shared/domain/search';

/** Text with its marks; the marks are for the eye, the text is read as a whole. */
export function MarkedTextView({ text, marks }: MarkedText) {
  const ends = [0, ...marks.map(({ end }) => end)];
  return (
    <>
      {marks.map(({ start, end }, index) => (
        <span key={start}>
          {text.slice(ends[index], start)}
          <mark className="search-mark">{text.slice(start, end)}</mark>
        </span>
      ))}
      {text.slice(ends.at(-1))}
    </>
  );
}
