/** What a file that was dropped may be, by its first bytes: the main process looks closer at archives and texts. */
export type DroppedKind = 'backup' | 'archive' | 'text' | 'other';

/** The first part of a document of Office and its kin; other archives are no documents. */
const documentParts = /^(?:\[Content_Types\]\.xml|mimetype|_rels\/)/;

export async function kindOfDropped(file: File): Promise<DroppedKind> {
  let head: string;
  try {
    head = new TextDecoder('latin1').decode(await file.slice(0, 256).arrayBuffer());
  } catch {
    return 'archive'; // a folder cannot be read as a file
  }
  if (head.startsWith('PK\x03\x04')) return documentParts.test(head.slice(30)) ? 'other' : 'archive';
  if (head.startsWith('PARLEY-BACKUP')) return 'backup';
  return /^(?:\xef\xbb\xbf)?\s*(?:[[{]|<(?:!doctype|html))/i.test(head) ? 'text' : 'other';
}
