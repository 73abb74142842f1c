import { BlockedReason, FinishReason } from '@google/genai';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error';
import { answerOf, sse } from '../../../../tests/contract/scenario';
import { transcripts } from '../../../../tests/fixtures/google';
import { mapTranscript } from '../../../../tests/fixtures/map-transcript';
import { createMapper } from './stream';

const answer = (body: string) => answerOf(mapTranscript(body, createMapper));

describe.each(transcripts.map((transcript) => [transcript.name, transcript] as const))(
  'transcript %s',
  (_, transcript) => {
    it('amounts to what is expected', () => {
      expect(answer(transcript.body)).toEqual(transcript.expected);
    });

    it('is cut off without its end marker, and keeps the text until then', () => {
      const frames = transcript.body.split('\n\n');
      for (let count = 0; count < frames.length - 1; count += 1) {
        const cut = answer(
          frames
            .slice(0, count)
            .map((frame) => `${frame}\n\n`)
            .join(''),
        );
        expect(cut.outcome).toBe('truncated');
        for (const [index, part] of cut.parts.entries()) {
          const whole = transcript.expected.parts[index];
          if (part.kind === 'text' || part.kind === 'thinking') {
            expect(whole?.kind).toBe(part.kind);
            expect(whole !== undefined && 'text' in whole && whole.text.startsWith(part.text)).toBe(true);
          }
        }
      }
    });
  },
);

const ending = (finishReason: string, parts: readonly object[] = [{ text: 'Hi' }]) =>
  answer(sse([{ data: { candidates: [{ content: { parts }, finishReason }] } }]));

describe('every reason to finish that the SDK knows', () => {
  it.each(Object.values(FinishReason).map((reason) => [reason]))('%s has a verdict', (reason) => {
    const { outcome, notices, error } = ending(reason);
    const isUnspecified = reason === FinishReason.FINISH_REASON_UNSPECIFIED;
    expect(notices).toEqual(isUnspecified ? ['provider.unknown-stop'] : []);
    const isFine = isUnspecified || reason === FinishReason.STOP;
    expect(outcome === 'complete').toBe(isFine);
    expect(error === null).toBe(isFine);
  });

  it.each([
    ['SAFETY', 'filtered'],
    ['RECITATION', 'filtered'],
    ['SPII', 'filtered'],
    ['BLOCKLIST', 'filtered'],
    ['LANGUAGE', 'filtered'],
    ['IMAGE_SAFETY', 'filtered'],
    ['MAX_TOKENS', 'length'],
    ['CONTINUATION', 'paused'],
    ['OTHER', 'error'],
    ['UNEXPECTED_TOOL_CALL', 'error'],
  ])('%s is %s', (reason, outcome) => {
    expect(ending(reason).outcome).toBe(outcome);
  });

  it('says when thinking left nothing for the answer', () => {
    const parts = mapTranscript(
      sse([{ data: { candidates: [{ finishReason: 'MAX_TOKENS' }] } }]),
      createMapper,
    );
    expect(parts.at(-1)).toMatchObject({
      outcome: 'length',
      error: { message: expect.stringContaining('while it was thinking') as string },
    });
  });
});

describe('every reason to block a question that the SDK knows', () => {
  it.each(Object.values(BlockedReason).map((reason) => [reason]))('%s is filtered', (blockReason) => {
    const parts = mapTranscript(sse([{ data: { promptFeedback: { blockReason } } }]), createMapper);
    expect(parts.at(-1)).toMatchObject({
      outcome: 'filtered',
      error: { code: 'content-filtered', reason: 'prompt', providerCode: blockReason },
    });
  });
});

describe('what a mapper makes of odd streams', () => {
  it('waits a quota out as long as it is asked to, also after 200', () => {
    const error = {
      code: 429,
      status: 'RESOURCE_EXHAUSTED',
      message: 'slow',
      details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34.4s' }],
    };
    expect(mapTranscript(sse([{ data: { error } }]), createMapper).at(-1)).toMatchObject({
      outcome: 'error',
      error: { code: 'rate-limited', retryAfterMs: 34_400 },
    });
  });

  it('throws `protocol` for an event that is no JSON', () => {
    const read = () => createMapper().event({ event: null, data: '{"candidates":[' });
    expect(read).toThrow(AppError);
    expect(read).toThrow('broken event');
  });

  it.each([
    ['null', 'null'],
    ['a list', '[]'],
    ['candidates that are none', '{"candidates":{}}'],
    ['parts of the wrong type', '{"candidates":[{"content":{"parts":[null,7,"text",{"text":7}]}}]}'],
    ['counts of the wrong type', '{"usageMetadata":{"promptTokenCount":-3,"candidatesTokenCount":"many"}}'],
  ])('survives %s as an event', (_, data) => {
    const mapper = createMapper();
    mapper.event({ event: null, data });
    expect(mapper.end().at(-1)).toMatchObject({ type: 'turn-end', outcome: 'truncated' });
  });
});
