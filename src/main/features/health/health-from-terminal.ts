import { AppError } from '#shared/errors/app-error';
import type { HealthFeature } from './create-health';
import type { HealthPrinter } from './health-printer';

/** Prints how every provider and each of its models does, from the ledger; nothing is asked. The exit code. */
export async function healthFromTerminal({
  health,
  printer,
}: {
  readonly health: Pick<HealthFeature, 'read'>;
  readonly printer: HealthPrinter;
}): Promise<0 | 1> {
  try {
    const { overall, providers } = await health.read('day');
    printer.overall(overall);
    for (const { providerId, name, status, facts, models } of providers) {
      printer.line({ type: 'provider', providerId, modelId: null, name, status, facts });
      for (const model of models) printer.line({ type: 'model', providerId, ...model });
    }
    printer.end(null);
    return 0;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    printer.end(error.data);
    return 1;
  }
}
