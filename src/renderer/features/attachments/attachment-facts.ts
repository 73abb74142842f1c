import type { Attachment } from '#shared/domain/attachment';
import { formatBytes, formatCount } from '../../lib/numbers';

/** `1.2 MB · about 1,105 tokens` */
export function factsOf({ bytes, tokens, isCut }: Attachment): string {
  return [formatBytes(bytes), `about ${formatCount(tokens)} tokens`, isCut ? 'cut' : '']
    .filter((fact) => fact !== '')
    .join(' · ');
}
