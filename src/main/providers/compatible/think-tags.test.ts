import { describe, expect, it } from 'vitest';
import { createThinkTags } from './think-tags';

/** All pieces of one kind, joined, when a text arrives in the given pieces. */
function read(pieces: readonly string[]): { readonly thinking: string; readonly text: string } {
  const tags = createThinkTags();
  const said = [...pieces.flatMap((piece) => tags.push(piece)), ...tags.flush()];
  const of = (kind: string): string => said.map((piece) => (piece.kind === kind ? piece.text : '')).join('');
  return { thinking: of('thinking'), text: of('text') };
}

describe('thinking in tags', () => {
  it.each([
    ['<think>\nA < b\n</think>\n\nYes.', { thinking: 'A < b\n', text: 'Yes.' }],
    ['\n <thinking>Hm</thinking>Yes', { thinking: 'Hm', text: 'Yes' }],
    ['<think></think>Yes', { thinking: '', text: 'Yes' }],
    ['<think>cut off </thi', { thinking: 'cut off </thi', text: '' }],
    ['Use <think> in the prompt', { thinking: '', text: 'Use <think> in the prompt' }],
    ['<thin line', { thinking: '', text: '<thin line' }],
    ['<', { thinking: '', text: '<' }],
    ['  indented answer', { thinking: '', text: '  indented answer' }],
    ['<think>a</think>b</think>c', { thinking: 'a', text: 'b</think>c' }],
  ])('reads %j the same, wherever it is cut', (whole, expected) => {
    expect(read([whole])).toEqual(expected);
    expect(read(Array.from(whole))).toEqual(expected);
    for (let cut = 1; cut < whole.length; cut += 1) {
      expect(read([whole.slice(0, cut), whole.slice(cut)]), `cut at ${cut}`).toEqual(expected);
    }
  });
});
