import { describeError } from '../../lib/describe-error';
import { Banner } from '../../ui/banner';
import type { Preview } from './use-preview';

/** Source text, never drawn: what is in a file cannot do anything here. */
export function ExportPreview({ preview: { value, error, isMaking } }: { readonly preview: Preview }) {
  if (error !== null) {
    return (
      <Banner tone="bad" role="alert">
        {describeError(error).sentence}
      </Banner>
    );
  }
  return (
    <figure className="flex min-h-0 flex-1 flex-col gap-1.5">
      <figcaption className="text-muted">What will be written</figcaption>
      <pre
        tabIndex={0}
        role="region"
        aria-label="Preview"
        aria-busy={isMaking}
        className="min-h-24 flex-1 overflow-auto rounded-lg border border-line bg-panel p-3 font-mono text-[12px] leading-normal break-words whitespace-pre-wrap"
      >
        {value?.text ?? ''}
      </pre>
      {value?.isCut === true && (
        <p className="text-muted">This is the beginning. The file holds all of it.</p>
      )}
    </figure>
  );
}
