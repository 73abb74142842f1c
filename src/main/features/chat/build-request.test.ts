import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestPart } from '#main/ports/chat-provider';
import { providerIdSchema } from '#shared/domain/ids';
import type { ModelInfo } from '#shared/domain/model';
import { newMessageId, newPersonaId } from '../../../../tests/harness/database';
import { buildRequest, continueInstruction, type RequestSource, type ReadMessage } from './build-request';
import { fitBranch, messageBudget } from './fit-branch';

const text = (value: string, kind?: string): Extract<RequestPart, { type: 'text' }> => ({
  type: 'text',
  text: value,
  state: kind === undefined ? null : { kind, data: `state of ${value}` },
});
const thinking = (value: string, kind?: string): RequestPart => ({ ...text(value, kind), type: 'thinking' });
const message = <P extends RequestPart>(role: ReadMessage['role'], ...parts: P[]) => ({
  id: newMessageId(),
  role,
  parts,
  inclusion: null,
  startsContext: false,
  contentSha256: null,
});
const model: ModelInfo = {
  ref: { providerId: providerIdSchema.parse('anthropic'), modelId: 'm' },
  name: 'M',
  providerName: 'A',
  contextWindow: null,
  outputLimit: null,
  supportsImages: null,
  makesImages: null,
  supportsThinking: true,
  thinking: null,
  pricing: null,
  createdAt: null,
  deprecated: false,
  isFavourite: false,
  isHidden: false,
  isCustom: false,
};
const build = (rest: Partial<RequestSource>) =>
  buildRequest({
    model,
    kind: 'anthropic',
    persona: null,
    branch: [],
    resumed: [],
    isContinuation: false,
    maxOutputTokens: null,
    thinkingEffort: null,
    ...rest,
  });

describe('buildRequest', () => {
  it('replays state only to the kind of provider that made it, exactly', () => {
    const branch = [
      message('user', text('Q')),
      message(
        'assistant',
        thinking('own', 'anthropic.thinking'),
        thinking('foreign', 'google.signature'),
        thinking('bare'),
        { type: 'opaque', state: { kind: 'anthropic.redacted', data: 'x' } },
        { type: 'opaque', state: { kind: 'openai.item', data: 'y' } },
        text('A', 'google.signature'),
      ),
    ];
    expect(build({ branch }).messages[1]?.parts).toEqual([
      thinking('own', 'anthropic.thinking'),
      { type: 'opaque', state: { kind: 'anthropic.redacted', data: 'x' } },
      text('A'),
    ]);
    expect(build({ branch, kind: 'google' }).messages[1]?.parts).toEqual([
      thinking('foreign', 'google.signature'),
      text('A', 'google.signature'),
    ]);
  });

  it('leaves out answers without content and keeps turns alternating, parts apart', () => {
    const branch = [
      message('user', text('One')),
      message('assistant', thinking('only thought', 'anthropic.thinking')),
      message('assistant'),
      message('user', text('Two')),
    ];
    expect(build({ branch }).messages).toEqual([{ role: 'user', parts: [text('One'), text('\n\nTwo')] }]);
  });

  it('asks to go on after the cut-off answer, and hands a paused one back as it was', () => {
    const branch = [message('user', text('Q')), message('assistant', text('Half'))];
    const messages = build({
      branch,
      isContinuation: true,
      resumed: [text('more', 'anthropic.text')],
    }).messages;
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user', 'assistant']);
    expect(messages[2]?.parts).toEqual([text(continueInstruction)]);
    expect(messages[3]?.parts).toEqual([text('more', 'anthropic.text')]);
  });

  it('sends instructions of the persona and of imported system messages, and no empty ones', () => {
    const persona = {
      id: newPersonaId(),
      name: 'P',
      description: '',
      instructions: '  Be kind. ',
      model: null,
      temperature: 0.2,
      starters: [],
      reusesAnswers: false,
      isBundled: false,
      updatedAt: 0,
    };
    const branch = [message('system', text('Old rules.')), message('user', text('Q'))];
    expect(build({ persona, branch })).toMatchObject({
      instructions: 'Be kind.\n\nOld rules.',
      temperature: 0.2,
    });
    expect(build({ persona: { ...persona, instructions: ' ' } }).instructions).toBeNull();
  });
});

describe('fitBranch', () => {
  // Catches: a lost question, a history that begins with an answer, more than fits, less than fits.
  it('keeps the newest that fit, beginning with a question, and always the last question', () => {
    const turns = fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 })), {
      maxLength: 20,
    });
    fc.assert(
      fc.property(
        turns,
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 800 }),
        (pairs, last, budget) => {
          const branch = [
            ...pairs.flatMap(() => [message('user', text('q')), message('assistant', text('a'))]),
            message('user', text('last')),
          ];
          const counts = [...pairs.flat(), last];
          const { messages, omitted } = fitBranch(branch, counts, budget);
          expect(messages).toEqual(branch.slice(omitted));
          expect(messages[0]?.role).toBe('user');
          expect(messages.at(-1)).toBe(branch.at(-1));
          const total = (from: number) => counts.slice(from).reduce((sum, count) => sum + count, 0);
          expect(total(omitted) <= budget || messages.length === 1).toBe(true);
          if (omitted > 0) expect(total(omitted - 2)).toBeGreaterThan(budget);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('reserves room for the answer but never more than a quarter', () => {
    expect(messageBudget(100_000, null, 1_000)).toEqual({ forMessages: 90_808, forAnswer: 8_192 });
    expect(messageBudget(8_000, 64_000, 0)).toEqual({ forMessages: 6_000, forAnswer: 2_000 });
    expect(messageBudget(1_000, null, 5_000).forMessages).toBe(0);
  });
});
