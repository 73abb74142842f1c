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

it('names a diagram by its kind, and by its title where it has one', () => {
  expect(nameOfDiagram({ kind: 'Gantt chart', title: 'A plan', description: null })).toBe(
    'Gantt chart: A plan',
  );
  expect(nameOfDiagram({ kind: 'Flowchart', ...nothing })).toBe('Flowchart');
});
