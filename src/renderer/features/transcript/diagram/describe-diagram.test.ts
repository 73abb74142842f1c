import { expect, it } from 'vitest';
import { describeDiagram, nameOfDiagram } from './describe-diagram';

const nothing = { title: null, description: null };

it.each([
  ['graph LR\n a-->b', { kind: 'Flowchart', ...nothing }],
  [
    '%% note\n\n%%{init: {"theme": "dark"}}%%\nsequenceDiagram\n A->>B: title',
    { kind: 'Sequence diagram', ...nothing },
  ],
  [
    'pie showData title Where the time goes\n "a": 1',
    { kind: 'Pie chart', title: 'Where the time goes', description: null },
  ],
  ['pie\n title Pets\n "a": 1', { kind: 'Pie chart', title: 'Pets', description: null }],
  ['gantt\n  title A plan\n', { kind: 'Gantt chart', title: 'A plan', description: null }],
  ['xychart-beta\n title "Sales"\n', { kind: 'Chart', title: 'Sales', description: null }],
  [
    '---\ntitle: "The way"\nconfig:\n  theme: dark\n---\nflowchart TD\n',
    { kind: 'Flowchart', title: 'The way', description: null },
  ],
  [
    'flowchart TD\n accTitle: Said\n accDescr: At length\n',
    { kind: 'Flowchart', title: 'Said', description: 'At length' },
  ],
  ['something else', { kind: 'Diagram', ...nothing }],
  ['', { kind: 'Diagram', ...nothing }],
])('%j is told as it calls itself', (source, expected) => expect(describeDiagram(source)).toEqual(expected));

it('says no more than a line of what a source calls itself', () => {
  expect(describeDiagram(`gantt\n title ${'x'.repeat(5_000)}`).title).toHaveLength(300);
});

const far = ' '.repeat(19_000);

// Each of these once took seconds, or would have taken hours.
it.each([
  ['a title of front matter', `---\ntitle: a${far}b\n---\ngantt\n`, 'a b'],
  ['a title', `gantt\n title${far}a b`, 'a b'],
  ['a title that another kind of line ends', `gantt\n title${far}a\u2028b`, 'a'],
  ['a title after the kind', `pie${far}title a b`, 'a b'],
  ['a name', `gantt\n accTitle:${far}a\u2028b`, 'a'],
  ['a kind over and over', `pie ${'title'.repeat(3_800)} title a`, null],
  ['settings that do not end', `${'%%{'.repeat(6_000)}\ngantt\n title a b`, 'a b'],
])('is done at once with %s of 20,000 characters', (_name, source, title) =>
  expect(describeDiagram(source)).toMatchObject({ title }),
);

it('takes settings of several lines for no part of the diagram', () => {
  expect(describeDiagram('%%{init: {\n"theme": "dark"\n}}%%\ngantt\n title %%{x}%%A plan')).toEqual({
    kind: 'Gantt chart',
    title: 'A plan',
    description: null,
  });
});

it('takes what front matter sets for no title', () => {
  expect(describeDiagram('---\nconfig:\n  title: Not this\n---\ngantt\n').title).toBeNull();
});

it('names a diagram by its kind, and by its title where it has one', () => {
  expect(nameOfDiagram({ kind: 'Gantt chart', title: 'A plan', description: null })).toBe(
    'Gantt chart: A plan',
  );
  expect(nameOfDiagram({ kind: 'Flowchart', ...nothing })).toBe('Flowchart');
});
