import type { MessageView } from '#shared/domain/message';

/** Stands above a message from which on the context is sent. */
export function ContextStart() {
  return (
    <div className="context-start" role="note">
      <span>Context starts here. What is above is not sent.</span>
    </div>
  );
}

/** What a person noted on a message about its being sent. */
export function InclusionMark({ message }: { readonly message: MessageView }) {
  if (message.inclusion === null) return null;
  return (
    <span className="message-mark">
      {message.inclusion === 'always' ? 'Always sent' : 'Left out of the context'}
    </span>
  );
}
