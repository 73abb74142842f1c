/** Services that speak OpenAI's Chat Completions, and where. */
export interface KnownServer {
  readonly name: string;
  readonly baseUrl: string;
  /** What a person has to write into the address. */
  readonly hint?: string;
}

export const knownServers: readonly KnownServer[] = [
  { name: 'OpenRouter', baseUrl: 'https://openrouter.ai/api/v1' },
  { name: 'Groq', baseUrl: 'https://api.groq.com/openai/v1' },
  { name: 'Mistral', baseUrl: 'https://api.mistral.ai/v1' },
  { name: 'DeepSeek', baseUrl: 'https://api.deepseek.com/v1' },
  { name: 'xAI', baseUrl: 'https://api.x.ai/v1' },
  { name: 'Together', baseUrl: 'https://api.together.xyz/v1' },
  {
    name: 'Azure OpenAI',
    baseUrl: 'https://your-resource.openai.azure.com/openai/v1',
    hint: 'Write the name of your resource in place of your-resource.',
  },
];
