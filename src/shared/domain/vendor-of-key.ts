/** The vendor whose keys have this shape, or null. Longest known prefix wins: `sk-ant-` is not `sk-`. */
export function vendorOfKey(key: string): 'openai' | 'anthropic' | 'google' | null {
  if (/^sk-ant-[\w-]{8,}$/.test(key)) return 'anthropic';
  if (/^(AIza[\w-]{20,}|AQ\.[\w.-]{20,})$/.test(key)) return 'google';
  if (/^sk-(proj-|svcacct-|admin-)?[\w-]{8,}$/.test(key) && !key.startsWith('sk-or-')) return 'openai';
  return null;
}
