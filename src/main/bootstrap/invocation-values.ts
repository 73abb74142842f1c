/** Every value of a flag that may stand more than once. */
export const valuesOf = (parameters: readonly string[], flag: string): readonly string[] =>
  parameters.flatMap((parameter, at) => {
    if (parameter.startsWith(`${flag}=`)) return [parameter.slice(flag.length + 1)];
    return parameter === flag ? (parameters[at + 1] ?? []) : [];
  });

interface Found {
  readonly value: string | undefined;
  readonly isJoined: boolean;
}

/** What stands behind the `=` of a flag, else the word after it. */
function findFlag(parameters: readonly string[], flag: string): Found | undefined {
  const joined = parameters.find((parameter) => parameter.startsWith(`${flag}=`));
  if (joined !== undefined) return { value: joined.slice(flag.length + 1), isJoined: true };
  const at = parameters.indexOf(flag);
  return at === -1 ? undefined : { value: parameters[at + 1], isJoined: false };
}

/** Undefined: the flag is not there. Null: it is there without a value. */
export function valueOf(parameters: readonly string[], flag: string): string | null | undefined {
  const found = findFlag(parameters, flag);
  return found === undefined ? undefined : (found.value ?? null);
}

/** As `valueOf`, but what follows is no value when it is a flag, and nothing behind `=` is none. */
export function flagValue(parameters: readonly string[], flag: string): string | null | undefined {
  const found = findFlag(parameters, flag);
  if (found === undefined) return undefined;
  const { value, isJoined } = found;
  const isNone = value === undefined || (isJoined ? value === '' : value.startsWith('--'));
  return isNone ? null : value;
}
