import { vendorOfKey } from '#shared/domain/vendor-of-key';

const names = { openai: 'an OpenAI', anthropic: 'an Anthropic', google: 'a Google Gemini' } as const;

/** What is said below the field while a key is pasted; null while there is too little to say. */
export function describeKey(text: string): { readonly text: string; readonly isKnown: boolean } | null {
  const key = text.trim();
  if (key.length < 8) return null;
  const vendor = vendorOfKey(key);
  if (vendor !== null) return { text: `Looks like ${names[vendor]} key.`, isKnown: true };
  if (/\s/.test(key)) return { text: 'A key has no spaces or line breaks inside.', isKnown: false };
  return {
    text: 'Not the shape of an OpenAI, Anthropic or Google key. For another server, add it below with its address.',
    isKnown: false,
  };
}
