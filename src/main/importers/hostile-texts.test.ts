import { describe, expect, it } from 'vitest';
import { memorySource } from '../../../tests/fixtures/exports/memory-source';
import { itemsOf } from '../../../tests/fixtures/exports/observe';
import { cpuTime } from '../../../tests/harness/cpu-time';
import { allFormats } from './all-formats';
import { fenced, link, plain } from './draft/markdown-pieces';
import { parseHtml } from './html/parse-html';
import { toMarkdown } from './html/to-markdown';
import { withArtefactBlocks } from './claude/artefacts';
import { splitDetails } from './open-webui/split-details';
import { keyPaths } from './source/key-paths';

const many = (text: string): string => text.repeat(100_000);

/** Each takes milliseconds; with a pattern that goes back over what it has read it takes hours. */
const worst = 2_000;

describe('texts that are made to take long', () => {
  it.each([
    ['spaces in code', () => fenced(`a${many(' ')}b`)],
    ['empty lines in code', () => fenced(many('\n'))],
    ['spaces in a page', () => toMarkdown(parseHtml(`<pre>a${many(' ')}b</pre><p>a${many(' ')}b</p>`))],
    ['tags that do not end', () => parseHtml(many('<p <a href="'))],
    ['signs that are no tags', () => parseHtml(many('< '))],
    ['comments and scripts that do not end', () => parseHtml(many('<!--') + many('<script>'))],
    ['a million levels', () => toMarkdown(parseHtml(many('<div><b>')))],
    ['thoughts that do not end', () => withArtefactBlocks(many('<antThinking>'))],
    ['artefacts that do not end', () => withArtefactBlocks(many('<antArtifact '))],
    ['details that do not end', () => splitDetails(many('<details type="reasoning">'))],
    ['names that do not end', () => keyPaths(many('{"a":'))],
    ['a long word for a link', () => link(many('['), 'https://example.com') + plain(many('*'))],
  ])('%s', (_name, work) => {
    const before = cpuTime();
    work();
    expect(cpuTime() - before).toBeLessThan(worst);
  });
});

const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;

describe('a record of 50,000 levels', () => {
  it.each([
    [
      'chatbox',
      `{"session:a":{"name":"Deep","messages":[{"role":"user","content":"x","error":${deep}}]},"session:b":{"name":"Whole","messages":[{"role":"user","content":"x"}]}}`,
    ],
    [
      'cherry-studio',
      `{"localStorage":{},"indexedDB":{"topics":[{"id":"a","messages":[{"role":"user","content":"x","mentions":${deep}}]},{"id":"b","messages":[{"role":"user","content":"Whole"}]}]}}`,
    ],
    [
      'claude',
      `[{"uuid":"a","name":"Deep","chat_messages":[{"sender":"human","text":"x","content":[{"type":"tool_use","input":${deep}}]}]},{"uuid":"b","name":"Whole","chat_messages":[{"sender":"human","text":"x"}]}]`,
    ],
  ])('does not keep the others of %s from coming', async (app, file) => {
    const format = allFormats.find((one) => one.app === app);
    if (format === undefined) throw new Error(`Nobody reads ${app}.`);
    const items = await itemsOf(format, memorySource({ 'a.json': file }));
    const titles = items.flatMap((item) => (item.kind === 'conversation' ? [item.conversation.title] : []));
    expect(titles).toContain('Whole');
  });
});

describe('pieces of Markdown', () => {
  it('stay within their fences and links, whatever is in them', () => {
    expect(fenced('```\nend')).toBe('````\n```\nend\n````');
    expect(link('a](javascript:b)', 'javascript:alert(1)')).toBe('a (javascript:b)');
    expect(link('a]b', 'https://example.com/)')).toBe('[a b](<https://example.com/)>)');
  });

  it('names in a JSON text are those of its own objects, not those within its strings', () => {
    const paths = keyPaths('[{"a":{"b":[{"c":1}]},"t":"{\\"x\\":1}"},{"d":2}] {"e":"unfinished {\\"f\\":1');
    expect([...paths]).toEqual(['[].a', '[].a.b', '[].t', '[].d', 'e']);
  });
});
