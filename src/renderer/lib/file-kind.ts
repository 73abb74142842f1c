const kinds: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel workbook',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'PowerPoint slides',
  'text/csv': 'CSV',
  'text/markdown': 'Markdown',
  'text/html': 'HTML',
  'application/json': 'JSON',
};

/** What a file is, in a word or two: by its type, else by the end of its name. */
export function fileKind(mediaType: string, name: string): string {
  const known = kinds[mediaType.split(';', 1)[0] ?? ''];
  if (known !== undefined) return known;
  if (mediaType.startsWith('image/')) return 'Image';
  if (mediaType.startsWith('audio/')) return 'Recording';
  if (mediaType.startsWith('video/')) return 'Video';
  const ending = /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1];
  return ending === undefined || ending === 'txt' ? 'Text' : `${ending.toUpperCase()} file`;
}
