import type { OutputOf, ParsedInputOf, RouteName } from '#shared/contracts/index';

/** Who calls: the number of a window of ours. */
export interface CallContext {
  readonly windowId: number;
}

/** One handler for every route of the contract: one too few or too many does not compile. */
export type Handlers = {
  readonly [R in RouteName]: (
    input: ParsedInputOf<R>,
    context: CallContext,
  ) => OutputOf<R> | Promise<OutputOf<R>>;
};
