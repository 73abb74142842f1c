import { StateSign } from '../../ui/state-sign';
import type { ModelSign } from './use-model-signs';

/** The mark before a model's name; its words are in the line below. */
export function ModelState({ sign }: { readonly sign: ModelSign | null }) {
  if (sign === null) return null;
  return (
    <span className="mr-1.5 inline-block">
      <StateSign state={sign.state} size={9} />
    </span>
  );
}
