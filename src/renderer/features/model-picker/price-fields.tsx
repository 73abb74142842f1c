import type { Pricing } from '#shared/domain/pricing';
import { TextField } from '../../ui/text-field';
import { exactDollars } from './model-facts';
import { priceKindNames, priceKinds, type PriceDraft, type PriceKind } from './price-draft';

interface Props {
  readonly draft: PriceDraft;
  readonly wrong: readonly PriceKind[];
  /** What holds where nothing is written. */
  readonly told: Pricing | null;
  readonly onChange: (draft: PriceDraft) => void;
  /** The first field is to be written in at once. */
  readonly hasFocus?: boolean;
}

/** A field for each kind of price, with what was told as what it is without. */
export function PriceFields({ draft, wrong, told, onChange, hasFocus = false }: Props) {
  return (
    <fieldset>
      <legend className="mb-2 text-muted">
        US dollars for a million tokens, but for what is said to be for each picture. A field that is left
        empty keeps what is known.
      </legend>
      <div className="grid grid-cols-2 gap-x-4 gap-y-3">
        {priceKinds.map((kind) => (
          <TextField
            key={kind}
            label={priceKindNames[kind]}
            inputMode="decimal"
            autoFocus={hasFocus && kind === priceKinds[0]}
            placeholder={placeholderOf(told?.[kind] ?? null)}
            value={draft[kind]}
            error={wrong.includes(kind) ? 'Write an amount, such as 2.50.' : null}
            onChange={({ target }) => onChange({ ...draft, [kind]: target.value })}
          />
        ))}
      </div>
    </fieldset>
  );
}

const placeholderOf = (price: number | null): string => (price === null ? 'unknown' : exactDollars(price));
