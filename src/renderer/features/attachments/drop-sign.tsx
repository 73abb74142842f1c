/** Lies over the conversation while files hover over it. */
export function DropSign() {
  return (
    <div className="pointer-events-none absolute inset-2 z-30 grid place-items-center rounded-xl border-2 border-dashed border-accent bg-accent-soft/90">
      <p className="text-[15px] font-medium text-text" role="status">
        Drop to attach
      </p>
    </div>
  );
}
