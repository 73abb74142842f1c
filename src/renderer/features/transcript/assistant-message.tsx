import { assertNever } from '#shared/kernel/assert-never';
import type { MessageView } from '#shared/domain/message';
import { joinTexts } from '#shared/domain/join-texts';
import type { Part } from '#shared/domain/part';
import { useContext, useMemo, useState } from 'react';
import { fullTime, messageTime } from '../../lib/dates';
import { FailureNote } from './failure-note';
import { FilePart } from './file-part';
import { ImagePart } from './image-part';
import { LongText } from '../../ui/long-text';
import { Markdown } from './markdown/markdown';
import { MarkdownHostContext, type MarkdownHost } from './markdown/markdown-context';
import { MessageActions } from './message-actions';
import { InclusionMark } from './message-marks';
import { Thinking } from './thinking';
import { useTranscript } from './transcript-context';
import { TranscriptHostContext } from './transcript-host';

interface AssistantMessageProps {
  readonly message: MessageView;
  readonly isLast: boolean;
}

/** A reply: who answers, the thoughts, the text, how it ended, what can be done with it. */
export function AssistantMessage({ message, isLast }: AssistantMessageProps) {
  // Only the article of the live message gets anything but null here, so only it is drawn again with each batch.
  const live = useTranscript((state) => (state.live?.messageId === message.id ? state.live : null));
  const { copy, savePiece, isGuide, openAppLink } = useContext(TranscriptHostContext);
  const [isSource, setSource] = useState(false);
  const isFromGuide = message.meta !== null && isGuide(message.meta.model.providerId);
  const host = useMemo(
    (): MarkdownHost => ({
      copy,
      save: (text, language) => savePiece(message.conversationId, text, language),
      openAppLink: isFromGuide ? openAppLink : null,
    }),
    [copy, savePiece, message.conversationId, openAppLink, isFromGuide],
  );
  const isLive = live !== null || message.status === 'streaming';
  const received =
    live !== null && (live.parts.length > 0 || message.parts.length === 0) ? live.parts : message.parts;
  const parts = joinTexts(received);
  return (
    <MarkdownHostContext value={host}>
      <Heading message={message} isLive={isLive} />
      {parts.map((part, index) => (
        <PartView
          key={index}
          part={part}
          isLive={isLive && index === parts.length - 1}
          isSource={isSource && !isLive}
          thinkingTokens={isLive ? null : thinkingTokens(message)}
        />
      ))}
      {isLive && <Waiting text={live?.waiting ?? null} hasParts={parts.length > 0} />}
      {!isLive && <FailureNote message={message} isLast={isLast} />}
      {!isLive && (
        <MessageActions
          message={message}
          source={{ isShown: isSource, toggle: () => setSource(!isSource) }}
        />
      )}
    </MarkdownHostContext>
  );
}

function Source({ text }: { readonly text: string }) {
  return (
    <div className="message-source" role="group" aria-label="Source" dir="auto">
      <LongText text={text} />
    </div>
  );
}

function Heading({ message, isLive }: { readonly message: MessageView; readonly isLive: boolean }) {
  // Written once: a reply of yesterday is drawn anew when it is scrolled to.
  const [time] = useState(() => messageTime(message.createdAt, Date.now()));
  return (
    <header className="message-who">
      <b>{message.meta?.modelName ?? 'Reply'}</b>
      {isLive ? <span>writing</span> : <time title={fullTime(message.createdAt)}>{time}</time>}
      <InclusionMark message={message} />
    </header>
  );
}

function Waiting({ text, hasParts }: { readonly text: string | null; readonly hasParts: boolean }) {
  if (text !== null) return <p className="message-waiting">{text}</p>;
  return hasParts ? null : (
    <p className="message-dots" aria-hidden>
      <i />
      <i />
      <i />
    </p>
  );
}

interface PartViewProps {
  readonly part: Part;
  readonly isLive: boolean;
  /** As it came in, with the marks of Markdown. */
  readonly isSource: boolean;
  readonly thinkingTokens: number | null;
}

/** Counts are of a whole reply: they are said beside a thought only when it is the one. */
const thinkingTokens = ({ meta, parts }: MessageView): number | null =>
  parts.filter(({ type }) => type === 'thinking').length === 1 ? (meta?.usage.reasoning ?? null) : null;

function PartView({ part, isLive, isSource, thinkingTokens }: PartViewProps) {
  switch (part.type) {
    case 'text':
      return isSource ? <Source text={part.text} /> : <Markdown text={part.text} isLive={isLive} />;
    case 'thinking':
      return (
        <Thinking text={part.text} durationMs={part.durationMs} tokens={thinkingTokens} isLive={isLive} />
      );
    case 'image':
      return <ImagePart image={part} isLive={isLive} />;
    case 'file':
      return <FilePart file={part} />;
    case 'notice':
      return <p className="message-notice">{part.text}</p>;
    case 'error':
      return <p className="message-notice">{part.error.message}</p>;
    case 'unreadable':
      return (
        <p className="message-notice">
          A part of this message could not be read. Its bytes are kept in the database.
        </p>
      );
    default:
      return assertNever(part);
  }
}
