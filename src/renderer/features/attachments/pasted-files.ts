/** A longer text that is pasted becomes a file, in UTF-16 units. */
const longPaste = 8000;

/**
 * The files of a paste, or none when its text is meant: office programs and browsers put a picture of the text beside it.
 */
export function filesOfPaste(data: DataTransfer): readonly File[] {
  const files = [...data.files].map(named);
  const isText = data.getData('text/plain').trim() !== '' && data.types.includes('text/html');
  return isText ? [] : files;
}

export const isLongPaste = (text: string): boolean => text.length > longPaste;

/** A pasted text as a file; `names` are those that are taken. */
export function pastedText(text: string, names: readonly string[]): File {
  let name = 'Pasted text.txt';
  for (let count = 2; names.includes(name); count += 1) name = `Pasted text ${count}.txt`;
  return new File([text], name, { type: 'text/plain' });
}

/** Browsers call every picture without a name the same. */
const named = (file: File): File =>
  file.name === 'image.png' ? new File([file], 'Pasted image.png', { type: file.type }) : file;
