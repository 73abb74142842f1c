import { describe, expect, test } from 'vitest';
import { dateGroup, dayAndTime, longDay, messageTime, shortTime, weekdayAndDay } from './dates';

const at = (text: string): number => new Date(text).getTime();
const now = at('2026-11-21T14:30:00');

describe('groups of the sidebar', () => {
  test.each([
    ['2026-11-21T00:00:01', 'Today'],
    ['2026-11-22T09:00:00', 'Today'],
    ['2026-11-20T23:59:59', 'Yesterday'],
    ['2026-11-14T08:00:00', 'Previous 7 days'],
    ['2026-11-13T08:00:00', 'Previous 30 days'],
    ['2026-10-22T08:00:00', 'Previous 30 days'],
    ['2026-10-21T08:00:00', 'October'],
    ['2025-10-21T08:00:00', 'October 2025'],
  ])('%s is in %s', (time, group) => {
    expect(dateGroup(at(time), now)).toBe(group);
  });
});

describe('times of a row', () => {
  test.each([
    ['2026-11-21T09:07:00', '09:07'],
    ['2026-11-20T09:07:00', 'Fri'],
    ['2026-10-30T09:07:00', '30 Oct'],
    ['2024-10-30T09:07:00', '30 Oct 2024'],
  ])('%s is %s', (time, label) => {
    expect(shortTime(at(time), now)).toBe(label);
  });

  test('a message of another day says which', () => {
    expect(messageTime(at('2026-11-20T09:07:00'), now)).toBe('Fri 09:07');
  });
});

test('days and times with their year are the same on every system', () => {
  expect(dayAndTime(now)).toBe('21 Nov 2026, 14:30');
  expect(longDay(now)).toBe('21 November 2026');
  expect(weekdayAndDay(now)).toMatch(/^Saturday,? 21 November 2026$/);
});
