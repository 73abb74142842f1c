/** Keys as they stand on this keyboard, e.g. `Ctrl+K`. */
export function Kbd({ children }: { readonly children: string }) {
  return (
    <kbd className="rounded border border-line bg-ground px-1 py-0.5 font-sans text-[11px] leading-none text-faint">
      {children}
    </kbd>
  );
}
