import { AppError, appError } from '#shared/errors/app-error';
import { createTextWriter } from './text-writer';
import { damaged } from './unpack';

const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

/** The text of a PDF, page by page. Scripts in it are never looked at. Throws `attachment.protected`, `attachment.damaged`. */
export async function readPdf(bytes: Uint8Array): Promise<string> {
  const { getDocumentProxy } = await import('unpdf');
  try {
    const pdf = await getDocumentProxy(bytes.slice(), {
      enableXfa: false,
      verbosity: 0,
      stopAtErrors: false,
    });
    const writer = createTextWriter();
    for (let number = 1; number <= pdf.numPages && !writer.isFull(); number += 1) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      for (const item of items) if ('str' in item) writer.add(item.hasEOL ? `${item.str}\n` : item.str);
      writer.add('\n\n');
      page.cleanup();
    }
    return writer.text();
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (isNamed(error, 'PasswordException')) throw isProtected();
    throw damaged();
  }
}

export const isProtected = (): AppError =>
  new AppError(
    appError(
      'attachment.protected',
      'This file is protected by a password. Save it without one, then attach that.',
    ),
  );
