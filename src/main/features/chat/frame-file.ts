import { plainLine } from '#shared/domain/plain-line';
import type { BranchFile } from '#main/ports/conversation-repository';

/**
 * A file's text as a model gets it: between two lines with a mark that is made from the text itself, so that nothing in
 * the text can look like its end.
 */
export function frameFile(file: Pick<BranchFile, 'name' | 'textSha256' | 'isCut'>, text: string): string {
  const mark = file.textSha256.slice(0, 16);
  const name = JSON.stringify(plainLine(file.name, 200));
  const cut = file.isCut ? ', only its beginning' : '';
  return `----- file ${name}${cut}, begins here (${mark}) -----\n${text}\n----- file ends here (${mark}) -----\n\n`;
}
