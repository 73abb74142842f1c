import { z } from 'zod';

/** One route of the surface between a window and the main process. */
export interface Route<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I;
  readonly output: O;
}

export const route = <I extends z.ZodType, O extends z.ZodType>(input: I, output: O): Route<I, O> => ({
  input,
  output,
});

/** For routes that take or answer nothing. */
export const nothing = z.null();
