import { vendorOfKey } from '#shared/domain/vendor-of-key';

const names = { openai: 'an OpenAI', anthropic: 'an Anthropic', google: 'a Google Gemini' } as const;

/** What is said below the field while a key is pasted; null while there is too little to say. */
export function describeShape(text: string): string | null {
  const key = text.trim();
  if (key.length < 8) return null;
  const vendor = vendorOfKey(key);
  if (vendor !== null) return `Looks like ${names[vendor]} key.`;
  if (/\s/.test(key)) return 'A key has no spaces or line breaks inside. Copy it again.';
  return 'Not the shape of an OpenAI, Anthropic or Google key. Enter it at its provider, or add its server with its address.';
}
