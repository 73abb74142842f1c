/** A form as it is kept for a person to read: its fields as they are, its files by name and size. Null when it is no form. */
export function formText(body: Uint8Array, contentType: string): string | null {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) return null;
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const separator = Buffer.from(`--${boundary}\r\n`);
  const lines: string[] = [];
  let at = bytes.indexOf(separator);
  while (at !== -1) {
    const start = at + separator.length;
    const headEnd = bytes.indexOf('\r\n\r\n', start);
    const end = headEnd === -1 ? -1 : bytes.indexOf(`\r\n--${boundary}`, headEnd);
    if (end === -1) break;
    lines.push(fieldText(bytes.toString('utf8', start, headEnd), bytes.subarray(headEnd + 4, end)));
    at = bytes.indexOf(separator, end);
  }
  return lines.join('\n');
}

function fieldText(head: string, value: Buffer): string {
  const name = /\bname="([^"]*)"/.exec(head)?.[1] ?? '';
  const file = /\bfilename="([^"]*)"/.exec(head)?.[1];
  return file === undefined
    ? `${name}: ${value.toString('utf8')}`
    : `${name}: (${Math.max(1, Math.round(value.length / 1024))} kB of ${file})`;
}
