import { expect, test } from 'vitest';
import { formText } from './form-text';

async function encoded(form: FormData): Promise<readonly [Uint8Array, string]> {
  const response = new Response(form);
  return [new Uint8Array(await response.arrayBuffer()), response.headers.get('content-type') ?? ''];
}

// Catches: megabytes of a picture in the record of what was sent, or a field that is lost from it.
test('a form is told by its fields; files only by name and size', async () => {
  const form = new FormData();
  form.append('prompt', 'Two “lines”\n--of it');
  form.append('image[]', new Blob([new Uint8Array(3000).fill(45)], { type: 'image/png' }), 'image-1.png');
  form.append('stream', 'true');
  const text = formText(...(await encoded(form)));
  expect(text?.replaceAll('\r\n', '\n')).toBe(
    'prompt: Two “lines”\n--of it\nimage[]: (3 kB of image-1.png)\nstream: true',
  );
});

test('what is no form, or a broken one, is not read as one', () => {
  expect(formText(Buffer.from('{}'), 'application/json')).toBeNull();
  expect(formText(Buffer.from('--x\r\nhead only'), 'multipart/form-data; boundary=x')).toBe('');
});
