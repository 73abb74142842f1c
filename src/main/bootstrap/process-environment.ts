/** Variables that hold a key: read once, then gone, so that no child process inherits them. */
const keyVariables = [
  'OPENAI_API_KEY',
  'ANTHROPIC_API_KEY',
  'GEMINI_API_KEY',
  'GOOGLE_API_KEY',
  'PARLEY_COMPATIBLE_API_KEY',
] as const;

const otherVariables = [
  'OPENAI_BASE_URL',
  'ANTHROPIC_BASE_URL',
  'GEMINI_BASE_URL',
  'PARLEY_COMPATIBLE_BASE_URL',
  'PARLEY_COMPATIBLE_NAME',
  'PARLEY_DEFAULT_MODEL',
  'PARLEY_FALLBACK_MODELS',
] as const;

export type ProviderVariable = (typeof keyVariables)[number] | (typeof otherVariables)[number];

export interface TakenEnvironment {
  /** What the environment says of providers; empty values are left out. */
  readonly variables: Readonly<Partial<Record<ProviderVariable, string>>>;
  readonly secrets: readonly string[];
}

/** An address that holds a password is not used by Parley, and is no business of its child processes. */
const withPassword = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*@/i;

/** Takes keys out of the process's environment, and what would switch off the check of certificates. */
export function takeEnvironment(env: NodeJS.ProcessEnv): TakenEnvironment {
  const variables: Partial<Record<ProviderVariable, string>> = {};
  for (const name of [...keyVariables, ...otherVariables]) {
    const value = env[name]?.trim();
    if (value !== undefined && value !== '') variables[name] = value;
  }
  const secrets = keyVariables.flatMap((name) => variables[name] ?? []);
  const withSecrets = otherVariables.filter((name) => withPassword.test(variables[name] ?? ''));
  for (const name of [...keyVariables, ...withSecrets, 'NODE_TLS_REJECT_UNAUTHORIZED'])
    Reflect.deleteProperty(env, name);
  return { variables, secrets };
}
