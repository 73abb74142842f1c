/** A short wait with an unknown end. Shows nothing for the first 200 ms. */
export function Spinner({ label }: { readonly label: string }) {
  return (
    <span role="status" aria-label={label} className="after-a-moment inline-grid place-items-center">
      <span className="turning size-3.5 rounded-full border-2 border-line border-t-accent" aria-hidden />
    </span>
  );
}
