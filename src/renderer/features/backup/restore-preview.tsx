import type { OutputOf } from '#shared/contracts/index';
import { fullTime } from '../../lib/dates';
import { countOf, formatBytes, formatCount } from '../../lib/numbers';
import { KeptNotes } from './kept-notes';

export type Opened = NonNullable<OutputOf<'backup.open'>>;
type State = Opened['preview']['items'][number]['state'];

const groups: readonly (readonly [state: State, says: string])[] = [
  ['new', 'New here'],
  ['there', 'Went on there'],
  ['both', 'Went on in both places; both stay, as branches'],
  ['here', 'Went on here; stays as it is'],
  ['deleted', 'Deleted here'],
  ['same', 'The same'],
];

interface Props {
  readonly opened: Opened;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

/** What is in a backup, and what of it would come. */
export function RestorePreview({ opened, chosen, onChoose }: Props) {
  const { summary, preview } = opened;
  const deleted = preview.items.filter(({ state }) => state === 'deleted');
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose(next);
  };
  return (
    <>
      <p>
        Made on {fullTime(summary.createdAt)} by Parley {summary.app}:{' '}
        {countOf(summary.conversations, 'conversation')}, {countOf(summary.messages, 'message')},{' '}
        {countOf(summary.files, 'file')}, {formatBytes(summary.bytes)}.
        {summary.missingFiles > 0 && ` ${countOf(summary.missingFiles, 'file')} of it could not be had.`}
      </p>
      <dl className="divide-y divide-line rounded-lg border border-line bg-panel px-4">
        {groups.map(([state, says]) => (
          <div key={state} className="flex justify-between gap-4 py-1.5">
            <dt>{says}</dt>
            <dd className="tabular-nums">{formatCount(preview.counts[state])}</dd>
          </div>
        ))}
      </dl>
      <ComingNames preview={preview} />
      {preview.providers.length > 0 && (
        <p className="text-muted">
          Providers that come along, without keys:{' '}
          {preview.providers
            .map(({ name, baseUrl }) => (baseUrl === null ? name : `${name} (${baseUrl})`))
            .join(', ')}
          .
        </p>
      )}
      <KeptNotes preview={preview} />
      {deleted.length > 0 && (
        <fieldset className="flex flex-col gap-1">
          <legend className="font-medium">Deleted here. Bring back:</legend>
          {deleted.map(({ id, title }) => (
            <label key={id} className="flex items-center gap-2">
              <input type="checkbox" checked={chosen.has(id)} onChange={() => toggle(id)} />
              <span className="min-w-0 truncate">{title}</span>
            </label>
          ))}
        </fieldset>
      )}
    </>
  );
}

const coming: ReadonlySet<State> = new Set(['new', 'there', 'both']);
const mostNames = 200;

/** Which conversations a restore would add or add to. */
function ComingNames({ preview }: { readonly preview: Opened['preview'] }) {
  const { counts, items } = preview;
  const named = items.filter(({ state }) => coming.has(state)).slice(0, mostNames);
  const others = counts.new + counts.there + counts.both - named.length;
  if (named.length === 0) return null;
  return (
    <details>
      <summary>Show what would come</summary>
      <ul className="mt-1 max-h-40 overflow-y-auto rounded-lg border border-line bg-panel px-4 py-1.5">
        {named.map(({ id, title, messages }) => (
          <li key={id} className="flex justify-between gap-4">
            <span className="min-w-0 truncate" dir="auto">
              {title}
            </span>
            <span className="shrink-0 text-muted">{countOf(messages, 'message')}</span>
          </li>
        ))}
        {others > 0 && <li className="text-muted">and {formatCount(others)} more</li>}
      </ul>
    </details>
  );
}
