import type { DraftPart } from '../draft/draft-conversation';
import { fenced, gap, link, toolCall, toolResult } from '../draft/markdown-pieces';
import type { Notes } from '../draft/notes';
import { read } from '../source/lenient';
import { cite } from './cite';
import {
  attachmentShape,
  contentShape,
  frameShape,
  partShape,
  thoughtShape,
  type AssetPart,
  type Content,
  type Message,
} from './shapes';

export interface PartContext {
  readonly message: Message;
  readonly notes: Notes;
  /** The key of a picture or document that lies in the source; null when it does not. */
  readonly assetKey: (pointer: string, name: string | null) => string | null;
}

/** What a message holds, in order; empty for what is not shown. */
export function toParts(context: PartContext): readonly DraftPart[] {
  const content = read(contentShape, context.message.content);
  return content === null ? [] : partsOf(content, context);
}

const said = (text: string): readonly DraftPart[] => [{ type: 'text', text }];

function partsOf(content: Content, context: PartContext): readonly DraftPart[] {
  const { message, notes } = context;
  const tool = message.author?.name ?? null;
  switch (content.content_type) {
    case null:
    case 'text':
    case 'multimodal_text':
      return piecesOf(content, context);
    case 'code':
      return said(codeOf(content, message));
    case 'execution_output':
    case 'citable_code_output':
      return said(toolResult(tool, content.text ?? content.output_str ?? ''));
    case 'thoughts':
      return thoughtsOf(content);
    case 'reasoning_recap':
      return [{ type: 'thinking', text: '', durationMs: durationIn(message) }];
    case 'tether_quote':
      return said(quoteOf(content));
    case 'tether_browsing_display':
      return said(toolResult(tool, cite(content.result ?? '', null)));
    case 'system_error':
      return [{ type: 'notice', text: content.text ?? 'ChatGPT reported an error here.' }];
    case 'user_editable_context':
    case 'model_editable_context':
      return [];
    default:
      return unknownPart(content, notes);
  }
}

/** Other kinds mostly hold their text under one of a few names. */
function unknownPart(content: Content, notes: Notes): readonly DraftPart[] {
  const text = content.text ?? content.result ?? content.content ?? stringsIn(content.parts);
  if (text.trim() !== '') return said(cite(text, null));
  notes.count('part');
  return [
    { type: 'notice', text: gap(`A part of the kind ${content.content_type ?? 'none'} did not come along`) },
  ];
}

function durationIn({ metadata }: Message): number | null {
  const seconds = metadata?.finished_duration_sec ?? null;
  return seconds === null ? null : seconds * 1000;
}

function thoughtsOf(content: Content): readonly DraftPart[] {
  const thoughts = content.thoughts.flatMap((value) => {
    const thought = read(thoughtShape, value);
    const summary = thought?.summary?.trim() ?? '';
    const words = thought?.content?.trim() ?? '';
    return [[summary === '' ? '' : `**${summary}**`, words].filter((piece) => piece !== '').join('\n\n')];
  });
  const text = thoughts.length > 0 ? thoughts.join('\n\n') : stringsIn(content.parts);
  return [{ type: 'thinking', text: text.trim(), durationMs: null }];
}

function codeOf(content: Content, { recipient }: Message): string {
  const code = content.text ?? '';
  if (code.trim() === '') return '';
  const language = content.language === 'unknown' ? null : content.language;
  if (recipient === null || recipient === 'all') return fenced(code, language);
  return toolCall(recipient, code, language ?? (recipient === 'python' ? 'python' : null));
}

function quoteOf({ title, url, text }: Content): string {
  const source = link(title ?? url ?? '', url ?? '');
  const quote = (text ?? '').trim().replace(/^/gmu, '> ');
  return [source, quote].filter((piece) => piece !== '' && piece !== '> ').join('\n\n');
}

/** The strings and pointers of a text; what a tool says beside its pictures is meant for the model alone. */
function piecesOf(content: Content, context: PartContext): readonly DraftPart[] {
  const { message } = context;
  const pointers = content.parts.flatMap((part) =>
    typeof part === 'string' ? [] : pointerOf(part, context),
  );
  const text = stringsIn(content.parts);
  if (message.author?.role === 'tool') {
    return pointers.length > 0 ? pointers : said(toolResult(message.author.name, text));
  }
  if (text.trim() === '') return pointers;
  if (message.author?.role !== 'assistant') return [...said(cite(text, message.metadata)), ...pointers];
  if (message.recipient !== null && message.recipient !== 'all') {
    return [...said(toolCall(message.recipient, text)), ...pointers];
  }
  const words = cite(text, message.metadata);
  return message.channel === 'analysis'
    ? [{ type: 'thinking', text: words, durationMs: null }, ...pointers]
    : [...said(words), ...pointers];
}

const stringsIn = (parts: readonly unknown[]): string =>
  parts.filter((part) => typeof part === 'string').join('\n');

/** Pictures that a person chose are among the attachments as well, with their names. */
function nameOf(pointer: string, { metadata }: Message): string | null {
  for (const value of metadata?.attachments ?? []) {
    const attachment = read(attachmentShape, value);
    const id = attachment?.id ?? '';
    if (id !== '' && pointer.endsWith(id)) return attachment?.name ?? null;
  }
  return null;
}

/** What was said stands beside it as text, so that nothing is put in the place of one that is not in the export. */
function recordingOf(
  pointer: string | null,
  kind: 'recording' | 'video',
  { message, notes, assetKey }: PartContext,
): readonly DraftPart[] {
  const key = pointer === null ? null : assetKey(pointer, nameOf(pointer, message));
  if (key !== null) return [{ type: 'asset', key }];
  notes.count(kind);
  return [];
}

/** What was said and shown to the model as it happened: the sound, and the video, or the pictures that were taken of it. */
function spokenOf(part: AssetPart, context: PartContext): readonly DraftPart[] {
  const {
    audio_asset_pointer: sound,
    video_container_asset_pointer: video,
    frames_asset_pointers: frames,
  } = part;
  const heard = sound === null ? [] : recordingOf(sound.asset_pointer, 'recording', context);
  const seen = video === null ? [] : recordingOf(video.asset_pointer, 'video', context);
  if (seen.length > 0) return [...heard, ...seen];
  const pictures = frames.flatMap((value): readonly DraftPart[] => {
    const key = context.assetKey(read(frameShape, value)?.asset_pointer ?? '', null);
    if (key === null) context.notes.count('picture');
    return key === null ? [] : [{ type: 'asset', key }];
  });
  return [...heard, ...pictures];
}

function pointerOf(value: unknown, context: PartContext): readonly DraftPart[] {
  const { message, notes, assetKey } = context;
  const part = read(partShape, value);
  switch (part?.content_type) {
    case 'image_asset_pointer': {
      const key = assetKey(part.asset_pointer ?? '', nameOf(part.asset_pointer ?? '', message));
      if (key !== null) return [{ type: 'asset', key }];
      notes.count('picture');
      const prompt = part.metadata?.dalle?.prompt ?? '';
      const missing = gap('A picture that is not in the export');
      return message.author?.role === 'assistant' || message.author?.role === 'tool'
        ? [{ type: 'notice', text: missing }, ...said(prompt === '' ? '' : `> ${prompt.trim()}`)]
        : said(missing);
    }
    case 'audio_transcription':
      return said(part.text ?? '');
    case 'audio_asset_pointer':
      return recordingOf(part.asset_pointer, 'recording', context);
    case 'video_container_asset_pointer':
      return recordingOf(part.asset_pointer, 'video', context);
    case 'real_time_user_audio_video_asset_pointer':
      return spokenOf(part, context);
    default:
      if ((part?.text ?? '').trim() !== '') return said(part?.text ?? '');
      notes.count('part');
      return said(gap('A part of a kind that is not known'));
  }
}
