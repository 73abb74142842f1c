import type { OutputOf } from '#shared/contracts/index';
import type { ModelInfo } from '#shared/domain/model';
import { formatCount } from '../../lib/numbers';
import { exactDollars } from './model-facts';
import { isOwnKind, isTiered, shownPriceKinds, shownPriceNames, type ShownPriceKind } from './price-kinds';
import { priceSource } from './source-words';

interface Props {
  readonly model: ModelInfo;
  readonly details: OutputOf<'model.details'>;
}

/** What it costs by kind, and beyond which length of a prompt it costs more. */
export function PriceTable({ model: { pricing, ref }, details }: Props) {
  if (ref.providerId === 'guide') return <p className="text-muted">It runs in Parley itself, and is free.</p>;
  const known = pricing === null ? [] : shownPriceKinds.filter((kind) => pricing[kind] !== null);
  if (pricing === null || known.length === 0) {
    return <p className="text-muted">What it costs is unknown: its requests are counted without money.</p>;
  }
  const isOwn = (kind: ShownPriceKind): boolean =>
    isOwnKind(kind) && (details.ownPrices?.[kind] ?? null) !== null;
  return (
    <div className="overflow-hidden rounded-lg border border-line bg-panel">
      <table aria-label="Prices" className="w-full border-collapse text-left">
        <thead>
          <tr className="border-b border-line text-[11px] text-faint">
            <th scope="col" className="px-3 py-1.5 font-normal">
              Per million tokens
            </th>
            <th scope="col" className="py-1.5 pr-3 font-normal">
              Price
            </th>
            {pricing.tiers.map(({ above }) => (
              <th key={above} scope="col" className="py-1.5 pr-3 font-normal">
                {stepName(above)}
              </th>
            ))}
            <th scope="col" className="py-1.5 pr-3 text-right font-normal">
              Source
            </th>
          </tr>
        </thead>
        <tbody>
          {known.map((kind) => (
            <tr key={kind} className="border-b border-line last:border-0">
              <th scope="row" className="w-44 px-3 py-1.5 font-medium">
                {shownPriceNames[kind]}
              </th>
              <td className="py-1.5 pr-3 tabular-nums">{amount(pricing[kind])}</td>
              {pricing.tiers.map(({ above, rates }) => (
                <td key={above} className="py-1.5 pr-3 tabular-nums">
                  {amount(isTiered(kind) ? rates[kind] : pricing[kind])}
                </td>
              ))}
              <td className={`py-1.5 pr-3 text-right ${isOwn(kind) ? 'text-accent' : 'text-muted'}`}>
                {priceSource(isOwn(kind), pricing, details)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Steps begin behind a round number, or with one. */
const stepName = (above: number): string =>
  (above + 1) % 1_000 === 0 ? `From ${formatCount(above + 1)} sent` : `Over ${formatCount(above)} sent`;

const amount = (price: number | null): string => (price === null ? 'unknown' : exactDollars(price));
