import type { OutputOf } from '#shared/contracts/index';
import type { ModelInfo } from '#shared/domain/model';
import { longDay } from '../../lib/dates';
import { formatCount } from '../../lib/numbers';
import { sourceWords } from './source-words';

type Details = OutputOf<'model.details'>;

const unknown = 'unknown';
const tokens = (count: number | null): string => (count === null ? unknown : `${formatCount(count)} tokens`);
const ability = (value: boolean | null): string => (value === null ? unknown : value ? 'yes' : 'no');
const day = (time: number | null): string => (time === null ? unknown : longDay(time));

const rows: readonly (readonly [string, keyof Details['sources'], (model: ModelInfo) => string])[] = [
  ['Context window', 'contextWindow', ({ contextWindow }) => tokens(contextWindow)],
  ['Output limit', 'outputLimit', ({ outputLimit }) => tokens(outputLimit)],
  ['Takes images', 'supportsImages', ({ supportsImages }) => ability(supportsImages)],
  ['Makes images', 'makesImages', ({ makesImages }) => ability(makesImages)],
  ['Thinks', 'supportsThinking', ({ supportsThinking }) => ability(supportsThinking)],
  ['Made on', 'createdAt', ({ createdAt }) => day(createdAt)],
  ['Being retired', 'deprecated', ({ deprecated }) => (deprecated ? 'yes' : 'not that anybody said')],
];

/** Each fact with who told it. */
export function FactTable({ model, details }: { readonly model: ModelInfo; readonly details: Details }) {
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-panel">
      <table aria-label="Facts" className="w-full border-collapse text-left">
        <thead className="sr-only">
          <tr>
            <th scope="col">Fact</th>
            <th scope="col">Value</th>
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([label, name, read]) => {
            const value = read(model);
            return (
              <tr key={name} className="border-b border-line last:border-0">
                <th scope="row" className="w-40 px-3 py-1.5 font-medium">
                  {label}
                </th>
                <td className={`py-1.5 pr-3 ${value === unknown ? 'text-faint' : ''}`}>{value}</td>
                <td className="py-1.5 pr-3 text-right text-muted">
                  {sourceWords(details.sources[name], details)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
