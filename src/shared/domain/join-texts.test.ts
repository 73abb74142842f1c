import { describe, expect, it } from 'vitest';
import { joinTexts, readingText } from './join-texts';
import type { Part } from './part';

const texts = (...all: readonly string[]): readonly string[] =>
  joinTexts(all.map((text): Part => ({ type: 'text', text }))).map((part) =>
    part.type === 'text' ? part.text : part.type,
  );

describe('texts of a reply', () => {
  it('that was cut off go on where it stopped', () => {
    expect(texts('and then the', ' rest')).toEqual(['and then the rest']);
    expect(texts('one\n- tw', 'o\n- three')).toEqual(['one\n- two\n- three']);
    expect(texts('A sentence.', ' Another.')).toEqual(['A sentence. Another.']);
    expect(texts('a', 'b', 'c')).toEqual(['abc']);
  });

  it('stay one block of code, whatever stands in it', () => {
    const [before, after] = ['```js\nrun();', '\nEnd();\n```\n\nDone.'];
    expect(texts(before, after)).toEqual([before + after]);
    expect(texts('```\nIs it?', 'No\n```')).toEqual(['```\nIs it?No\n```']);
    expect(texts('````\n```\nIs it?', 'No')).toEqual(['````\n```\nIs it?No']);
  });

  it('that are complete stay paragraphs of their own', () => {
    expect(texts('I will look.', 'Here it is.')).toEqual(['I will look.', 'Here it is.']);
    expect(texts('```\ncode\n```\nSo **it is.**', '## Next')).toEqual([
      '```\ncode\n```\nSo **it is.**',
      '## Next',
    ]);
  });

  it('stay apart where something else stands between them', () => {
    const thinking: Part = { type: 'thinking', text: 'hm', durationMs: 5 };
    const parts: readonly Part[] = [{ type: 'text', text: 'a' }, thinking, { type: 'text', text: 'b' }];
    expect(joinTexts(parts)).toEqual(parts);
  });

  it('are read as paragraphs where they are complete', () => {
    const text = (value: string): Part => ({ type: 'text', text: value });
    expect(readingText([text('I will look.'), text('Here it is.'), text(' And more')])).toBe(
      'I will look.\n\nHere it is. And more',
    );
  });
});
