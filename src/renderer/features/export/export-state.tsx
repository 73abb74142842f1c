import type { ExportProgress } from '#shared/domain/export';
import { countOf, formatCount } from '../../lib/numbers';
import { ChoosingPlace, SaveProgress } from './save-foot';

/** How far an export has come: conversations where there are several, else messages, whose number is not known before. */
export function ExportState({ progress }: { readonly progress: ExportProgress | null }) {
  if (progress === null) return <ChoosingPlace />;
  const { conversations, of, messages } = progress;
  const isMany = of > 1;
  const text = isMany
    ? `${formatCount(conversations)} of ${countOf(of, 'conversation')}`
    : countOf(messages, 'message');
  return <SaveProgress name="Export" text={text} bar={isMany ? { value: conversations, max: of } : null} />;
}
