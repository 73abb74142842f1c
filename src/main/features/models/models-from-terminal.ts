import { AppError } from '#shared/errors/app-error';
import type { ModelInfo } from '#shared/domain/model';
import type { ModelsPrinter } from './models-printer';

/** Prints every model of every provider that is ready, from what is stored: nobody is asked. The exit code. */
export async function modelsFromTerminal({
  list,
  printer,
}: {
  readonly list: () => Promise<readonly ModelInfo[]>;
  readonly printer: ModelsPrinter;
}): Promise<0 | 1> {
  try {
    printer.print(await list());
    printer.end(null);
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    printer.end(error.data);
    return 1;
  }
}
