import { joinTexts } from '#shared/domain/join-texts';
import type { MessageView } from '#shared/domain/message';
import { memo } from 'react';
import { Markdown } from '../../features/transcript/index';
import { fullTime } from '../../lib/dates';
import { mediaUrl } from '../../lib/media-url';
import { LongText } from '../../ui/long-text';

/** One message as it is read: no buttons, no details. */
export const ReadMessage = memo(function ReadMessage({ message }: { readonly message: MessageView }) {
  const { role, meta, createdAt, parts } = message;
  const who = role === 'user' ? 'You' : role === 'system' ? 'Note' : (meta?.modelName ?? 'Reply');
  return (
    <article className="read-message" data-role={role} aria-label={who}>
      <p className="read-who">
        {who} <time>{fullTime(createdAt)}</time>
      </p>
      {parts.length > 0 && parts.every(({ type }) => type === 'thinking') && (
        <p className="text-muted">Only thinking, which is left out.</p>
      )}
      {joinTexts(parts).map((part, at) => {
        if (part.type === 'image')
          return (
            <img key={at} src={mediaUrl(part.sha256)} alt={part.name ?? 'Image'} className="read-image" />
          );
        if (part.type === 'file')
          return (
            <p key={at} className="read-file">
              {part.name}
            </p>
          );
        if (part.type !== 'text') return null;
        return role === 'assistant' ? (
          <Markdown key={at} text={part.text} isLive={false} />
        ) : (
          <div key={at} className="read-own" dir="auto">
            <LongText text={part.text} />
          </div>
        );
      })}
    </article>
  );
});
