import { appError } from '#shared/errors/app-error';
import type { TurnOutcome } from '#shared/domain/stream-part';
import type { PartWriter } from '../wire/part-writer';
import { redact } from '../wire/redact';

/** What servers write as `finish_reason` or `done_reason`. */
const outcomes: Readonly<Record<string, TurnOutcome>> = {
  stop: 'complete',
  eos: 'complete',
  eos_token: 'complete',
  end_turn: 'complete',
  stop_sequence: 'complete',
  completed: 'complete',
  length: 'length',
  max_tokens: 'length',
  model_length: 'length',
  max_length: 'length',
  content_filter: 'filtered',
  safety: 'filtered',
  refusal: 'refused',
};

/** Ends the turn as the server said. An unknown reason is an end all the same, with a notice. */
export function finishByReason(reason: string, hasRefused: boolean, writer: PartWriter): void {
  const name = reason.toLowerCase();
  if (name === 'error' || name === 'abort') {
    writer.finish(
      'error',
      appError('server', 'The provider stopped the answer because of a failure of its own.'),
    );
    return;
  }
  if (name === 'insufficient_system_resource') {
    writer.finish('error', appError('overloaded', 'The provider ran out of capacity while it answered.'));
    return;
  }
  const outcome = Object.hasOwn(outcomes, name) ? outcomes[name] : undefined;
  if (outcome !== undefined) {
    writer.finish(hasRefused && outcome === 'complete' ? 'refused' : outcome);
    return;
  }
  writer.close();
  const isToolCall = name === 'tool_calls' || name === 'function_call' || name === 'tool_use';
  writer.say(
    isToolCall
      ? {
          type: 'notice',
          code: 'provider.tool-call',
          text: 'The model asked for a tool, which Parley did not offer.',
        }
      : {
          type: 'notice',
          code: 'provider.unknown-stop',
          text: `The provider ended the answer for a reason that Parley does not know (${redact(reason, 60)}).`,
        },
  );
  writer.finish('complete');
}
