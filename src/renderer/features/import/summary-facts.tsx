import type { ImportSummary } from '#shared/domain/import';
import { dayWithYear } from '../../lib/dates';
import { formatCount } from '../../lib/numbers';

/** What is in an export, in figures. */
export function SummaryFacts({ summary }: { readonly summary: ImportSummary }) {
  const { formats, conversations, messages, branches, files, from, to, models } = summary;
  const figures = [
    ['Conversations', conversations],
    ['Messages', messages],
    ['Branches', branches],
    ['Pictures and files', files],
  ] as const;
  return (
    <section aria-label="What is in it" className="flex flex-col gap-3">
      <dl className="grid grid-cols-2 gap-2 sm:grid-cols-4">
        {figures.map(([name, count]) => (
          <div key={name} className="rounded-lg border border-line bg-panel px-3 py-2">
            <dd className="text-[17px] font-semibold tabular-nums">{formatCount(count)}</dd>
            <dt className="text-[12px] text-muted">{name}</dt>
          </div>
        ))}
      </dl>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-muted">Kind</dt>
        <dd>{formats.join(', ')}</dd>
        {from !== null && to !== null && (
          <>
            <dt className="text-muted">Dates</dt>
            <dd className="tabular-nums">{spanOf(dayWithYear(from), dayWithYear(to))}</dd>
          </>
        )}
        {models.length > 0 && (
          <>
            <dt className="text-muted">Models</dt>
            <dd>{models.map(({ name }) => name).join(', ')}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

const spanOf = (first: string, last: string): string => (first === last ? first : `${first} to ${last}`);
