import { decodeEntities } from '#shared/markdown/decode-entities';
import type { DraftPart } from '../draft/draft-conversation';
import { toolCall, toolResult } from '../draft/markdown-pieces';

const closing = '</details>';

/** Thoughts and calls of tools that Open WebUI keeps in the text, as `<details type="…">`. */
export function splitDetails(text: string): readonly DraftPart[] {
  const parts: DraftPart[] = [];
  const details = /<details\b([^>]*\btype="(?:reasoning|tool_calls|code_interpreter)"[^>]*)>/gu;
  let from = 0;
  for (let found = details.exec(text); found !== null; found = details.exec(text)) {
    const end = text.indexOf(closing, details.lastIndex);
    if (end < 0) break;
    parts.push({ type: 'text', text: text.slice(from, found.index).trim() });
    parts.push(...partsOf(found[1] ?? '', text.slice(details.lastIndex, end)));
    from = end + closing.length;
    details.lastIndex = from;
  }
  parts.push({ type: 'text', text: text.slice(from).trim() });
  return parts;
}

function partsOf(attributes: string, inner: string): readonly DraftPart[] {
  const body = decodeEntities(inner.replace(/<summary>[\s\S]*?<\/summary>/u, '')).trim();
  if (attributeIn(attributes, 'type') === 'reasoning') {
    const seconds = Number(attributeIn(attributes, 'duration') ?? Number.NaN);
    return [
      {
        type: 'thinking',
        text: body.replace(/^> ?/gmu, ''),
        durationMs: Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null,
      },
    ];
  }
  const name = attributeIn(attributes, 'name');
  const call = unquoted(attributeIn(attributes, 'arguments') ?? '');
  const result = unquoted(attributeIn(attributes, 'result') ?? attributeIn(attributes, 'output') ?? '');
  return [call === '' ? body : toolCall(name, call), toolResult(name, result)].map((text) => ({
    type: 'text',
    text,
  }));
}

function attributeIn(attributes: string, name: string): string | null {
  const value = new RegExp(`\\b${name}="([^"]*)"`, 'u').exec(attributes)?.[1];
  return value === undefined ? null : decodeEntities(value);
}

/** Values are JSON texts within JSON texts. */
function unquoted(value: string): string {
  try {
    const inner: unknown = JSON.parse(value);
    return typeof inner === 'string' ? inner : value;
  } catch {
    return value;
  }
}
