import { Banner } from '../../ui/banner';
import type { Outcome } from './use-outcome';

/** What came of a test or a change. */
export function OutcomeBanner({ outcome }: { readonly outcome: Outcome | null }) {
  if (outcome === null) return null;
  return (
    <Banner tone={outcome.isGood ? 'good' : 'bad'} role={outcome.isGood ? 'status' : 'alert'}>
      {outcome.text}
      {outcome.detail !== null && <small className="block text-[12px]">{outcome.detail}</small>}
    </Banner>
  );
}
