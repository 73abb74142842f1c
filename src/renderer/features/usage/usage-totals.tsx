import type { UsageSum } from '#shared/domain/ledger';
import { countOf, formatCount, formatMoney, formatShort } from '../../lib/numbers';
import { Totals } from '../../ui/figures/totals';
import { unpricedNote } from './usage-words';

/** The sums of a range, each with what it is made of. */
export function UsageTotals({ total }: { readonly total: UsageSum }) {
  const figures = [
    {
      name: 'Cost',
      value: total.nanos === 0 && total.unpriced > 0 ? 'unknown' : formatMoney(total.nanos),
      says: unpricedNote(total) ?? 'every price is known',
    },
    {
      name: 'Requests',
      value: formatCount(total.requests),
      says: total.failed === 0 ? 'none failed' : `${formatCount(total.failed)} failed`,
    },
    {
      name: 'Tokens in',
      value: formatShort(total.input),
      says: total.cachedInput === 0 ? 'none from a cache' : `${formatShort(total.cachedInput)} from a cache`,
    },
    { name: 'Tokens out', value: formatShort(total.output), says: madeOf(total) },
  ];
  return <Totals figures={figures} />;
}

function madeOf({ reasoning, images }: UsageSum): string {
  if (images > 0) return `${countOf(images, 'picture')} made`;
  return reasoning === 0 ? 'none of it thinking' : `${formatShort(reasoning)} of it thinking`;
}
