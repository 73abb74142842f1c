/** Every value of a flag that may stand more than once. */
export const valuesOf = (parameters: readonly string[], flag: string): readonly string[] =>
  parameters.flatMap((parameter, at) => {
    if (parameter.startsWith(`${flag}=`)) return [parameter.slice(flag.length + 1)];
    return parameter === flag ? (parameters[at + 1] ?? []) : [];
  });

/** Undefined: the flag is not there. Null: it is there without a value. */
export function valueOf(parameters: readonly string[], flag: string): string | null | undefined {
  const joined = parameters.find((parameter) => parameter.startsWith(`${flag}=`));
  if (joined !== undefined) return joined.slice(flag.length + 1);
  const at = parameters.indexOf(flag);
  return at === -1 ? undefined : (parameters[at + 1] ?? null);
}

/** As `valueOf`, but what follows is no value when it is a flag, and nothing behind `=` is none. */
export function flagValue(parameters: readonly string[], flag: string): string | null | undefined {
  const joined = parameters.find((parameter) => parameter.startsWith(`${flag}=`));
  if (joined !== undefined) return joined.slice(flag.length + 1) || null;
  const at = parameters.indexOf(flag);
  if (at === -1) return undefined;
  const next = parameters[at + 1];
  return next === undefined || next.startsWith('--') ? null : next;
}
