import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error';
import { answerOf, sse } from '../../../../tests/contract/scenario';
import { transcripts } from '../../../../tests/fixtures/anthropic';
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
      const frames = transcript.body.slice(0, transcript.endsAt ?? transcript.body.length).split('\n\n');
      const { parts } = transcript.expected;
      for (let count = 0; count < frames.length - 1; count += 1) {
        const cut = answer(
          frames
            .slice(0, count)
            .map((frame) => `${frame}\n\n`)
            .join(''),
        );
        expect(cut.outcome).toBe('truncated');
        for (const [index, part] of cut.parts.entries()) {
          const whole = parts[index];
          if (part.kind === 'text' || part.kind === 'thinking') {
            expect(whole?.kind).toBe(part.kind);
            expect(whole !== undefined && 'text' in whole && whole.text.startsWith(part.text)).toBe(true);
          }
        }
      }
    });
  },
);

describe('what a mapper makes of odd streams', () => {
  it('does not keep the signature of a block that was never closed', () => {
    const cut = sse([
      {
        data: { type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: 'Hm' } },
      },
      { data: { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'x' } } },
    ]);
    expect(answer(cut).parts).toEqual([{ kind: 'thinking', text: 'Hm', state: null }]);
  });

  it('says what the vendor gave as the reason of a refusal', () => {
    const refusal = transcripts.find(({ name }) => name === 'refusal');
    const end = mapTranscript(refusal?.body ?? '', createMapper).at(-1);
    expect(end).toMatchObject({
      error: { message: 'The model declined to answer. This cannot be answered.', providerCode: 'cyber' },
    });
  });

  it('stops reading at message_stop, also when the socket stays open', () => {
    const mapper = createMapper();
    mapper.event({
      event: 'message_delta',
      data: '{"type":"message_delta","delta":{"stop_reason":"end_turn"}}',
    });
    expect(mapper.isEnded).toBe(false);
    mapper.event({ event: 'message_stop', data: '{"type":"message_stop"}' });
    expect(mapper.isEnded).toBe(true);
  });

  it('does not take message_stop alone for an end', () => {
    expect(answer(sse([{ data: { type: 'message_stop' } }])).outcome).toBe('truncated');
  });

  it('throws `protocol` for an event that is no JSON', () => {
    const read = () => createMapper().event({ event: null, data: '{"type":' });
    expect(read).toThrow(AppError);
    expect(read).toThrow('broken event');
  });

  it.each([
    ['null', 'null'],
    ['a list', '[]'],
    ['members of the wrong type', '{"type":"content_block_delta","index":"0","delta":[]}'],
    ['a block without content', '{"type":"content_block_start","index":0}'],
    ['usage of the wrong type', '{"type":"message_start","message":{"usage":{"input_tokens":"many"}}}'],
  ])('survives %s as an event', (_, data) => {
    const mapper = createMapper();
    mapper.event({ event: null, data });
    expect(mapper.end().at(-1)).toMatchObject({ type: 'turn-end', outcome: 'truncated' });
  });
});
