import { clipboard, nativeImage } from 'electron';

/** Electron before 45 has this instead of items. */
interface ImageClipboard {
  writeImage(image: Electron.NativeImage): void;
}
const takesImages = (board: object): board is ImageClipboard => 'writeImage' in board;

/** Puts an image on the clipboard; only ever on a person's own click or key. False: Electron cannot read this kind. */
export async function copyImage(bytes: Uint8Array): Promise<boolean> {
  const image = nativeImage.createFromBuffer(Buffer.from(bytes));
  if (image.isEmpty()) return false;
  if (takesImages(clipboard)) clipboard.writeImage(image);
  else await writeItem(image);
  return true;
}

/** Asked for when it is needed: an import by name of what an older Electron does not have fails the whole start. */
async function writeItem(image: Electron.NativeImage): Promise<void> {
  const { ClipboardItem } = await import('electron');
  await clipboard.write([new ClipboardItem({ 'image/png': new Blob([toPng(image)]) })]);
}

const toPng = (image: Electron.NativeImage): Uint8Array<ArrayBuffer> => new Uint8Array(image.toPNG());
