import { appError, type AppErrorData } from '../errors/app-error';
import { fail, ok, type Result } from '../kernel/result';

/** A key as pasted: without the blanks and line ends around it. Anything but printable ASCII inside is a mistake. */
export function cleanKey(text: string): Result<string, AppErrorData> {
  const key = text.replace(/^[\s\u200b\u2060]+|[\s\u200b\u2060]+$/g, '');
  if (key === '') return fail(appError('secret.invalid', 'Paste a key.'));
  if (!/^[\x21-\x7e]+$/.test(key)) {
    return fail(
      appError(
        'secret.invalid',
        'This is not a key: it holds blanks or characters that no key has. Copy it again.',
      ),
    );
  }
  return ok(key);
}
