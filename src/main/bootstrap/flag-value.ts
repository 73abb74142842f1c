/** Undefined: the flag is not there. Null: no value follows it, but another flag or nothing. */
export function flagValue(parameters: readonly string[], flag: string): string | null | undefined {
  const joined = parameters.find((parameter) => parameter.startsWith(`${flag}=`));
  if (joined !== undefined) return joined.slice(flag.length + 1) || null;
  const at = parameters.indexOf(flag);
  if (at === -1) return undefined;
  const next = parameters[at + 1];
  return next === undefined || next.startsWith('--') ? null : next;
}
