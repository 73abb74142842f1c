import type { ReactNode } from 'react';

/** One way to begin: what it is, what it needs, and the thing itself. */
export function Way({
  title,
  says,
  children,
}: {
  readonly title: string;
  readonly says: string;
  readonly children: ReactNode;
}) {
  return (
    <section aria-label={title} className="flex flex-col gap-2 border-t border-line pt-3.5">
      <div>
        <h3 className="font-semibold">{title}</h3>
        <p className="text-muted">{says}</p>
      </div>
      {children}
    </section>
  );
}
