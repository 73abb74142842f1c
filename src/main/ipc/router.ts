import { contract, type RouteName } from '#shared/contracts/index';
import { AppError, appError, type AppErrorData } from '#shared/errors/app-error';
import { fail, ok, type Result } from '#shared/kernel/result';
import type { Clock } from '#main/ports/clock';
import type { Logger } from '#main/ports/logger';
import type { CallContext, Handlers } from './handlers';
import { isPlausibleInput } from './input-size';
import { RateLimit } from './rate-limit';

export interface Router {
  /** Answers every call, whatever it holds; never rejects. */
  call(route: string, input: unknown, context: CallContext): Promise<Result<unknown, AppErrorData>>;
  /** A window is gone. */
  forget(windowId: number): void;
}

/** The one way from a window into the main process: known route, strict parse, handler; failures become data. */
export function createRouter(
  handlers: Partial<Handlers>,
  ports: {
    readonly logger: Logger;
    readonly clock: Clock;
    /** Every other route is refused, before anything of it is looked at; left out, all may be called. */
    readonly allowed?: ReadonlySet<RouteName>;
  },
): Router {
  const limit = new RateLimit(ports.clock);
  return {
    async call(route, input, context) {
      if (!limit.take(context.windowId)) {
        return fail(
          appError('ipc.rate-limited', 'This window asks too much at once. Try again in a moment.'),
        );
      }
      if (!isRouteName(route))
        return fail(appError('ipc.unknown-route', 'This window asked for something unknown.'));
      if (ports.allowed?.has(route) === false) return fail(refused);
      if (!isPlausibleInput(input, route)) return fail(invalidInput(route));
      try {
        return await dispatch(handlers, route, input, context);
      } catch (error) {
        if (error instanceof AppError) return fail(error.data);
        ports.logger.error('A call failed unexpectedly', { route }, error);
        return fail(
          appError('internal', 'Something went wrong in Parley. The details are in the error log.'),
        );
      }
    },
    forget: (windowId) => limit.forget(windowId),
  };
}

const refused = appError('review.refused', 'This is a review: everything can be read, nothing changed.');

/** Before an archive is open only its opening can be asked for. */
const notYet = appError('review.refused', 'What is reviewed is still being opened.');

const isRouteName = (route: string): route is RouteName => Object.hasOwn(contract, route);

async function dispatch(
  handlers: Partial<Handlers>,
  route: RouteName,
  input: unknown,
  context: CallContext,
): Promise<Result<unknown, AppErrorData>> {
  const parsed = contract[route].input.safeParse(input);
  if (!parsed.success) return fail(invalidInput(route));
  // What this route's schema made is what this route's handler takes; the compiler does not follow the pairing.
  const handler = handlers[route] as ((input: unknown, context: CallContext) => unknown) | undefined;
  if (handler === undefined) return fail(notYet);
  return ok(await handler(parsed.data, context));
}

/** Names the route and nothing of what was sent. */
const invalidInput = (route: RouteName): AppErrorData =>
  appError('ipc.invalid-input', `What this window sent with ${route} cannot be used.`);
