import { describe, expect, it } from 'vitest';
import { listFailures, sum, tallyChecks, tallyVitest } from './tally.mjs';

const results = (passed, failed, files = []) =>
  JSON.stringify({ numPassedTests: passed, numFailedTests: failed, testResults: files });
const broken = { status: 'failed', assertionResults: [] };
const failing = { status: 'failed', assertionResults: [{ status: 'failed' }] };

describe('tallyVitest', () => {
  it('counts tests', () => {
    expect(tallyVitest(results(5, 0), 0)).toEqual({ passed: 5, failed: 0 });
    expect(tallyVitest(results(5, 1, [failing]), 1)).toEqual({ passed: 5, failed: 1 });
  });

  it('counts a file that could not be loaded', () => {
    expect(tallyVitest(results(5, 1, [failing, broken]), 1)).toEqual({ passed: 5, failed: 2 });
  });

  it('counts a run that failed outside of any test, and one that left no results', () => {
    expect(tallyVitest(results(5, 0), 1)).toEqual({ passed: 5, failed: 1 });
    expect(tallyVitest(null, 0)).toEqual({ passed: 0, failed: 1 });
    expect(tallyVitest('{"cut o', 0)).toEqual({ passed: 0, failed: 1 });
  });
});

describe('tallyChecks', () => {
  const checks = (...ok) =>
    JSON.stringify({
      steps: [
        { name: 'lint', ok: ok[0] },
        { name: 'unit tests', ok: ok[1] },
      ],
      vitest: 'unit.json',
    });

  it('adds one for each step to the unit tests', () => {
    expect(tallyChecks(checks(true, true), 0, () => results(10, 0))).toEqual({ passed: 12, failed: 0 });
    expect(tallyChecks(checks(false, true), 1, () => results(10, 0))).toEqual({ passed: 11, failed: 1 });
    expect(tallyChecks(checks(true, false), 1, () => results(9, 1, [failing]))).toEqual({
      passed: 10,
      failed: 2,
    });
  });

  it('counts a check that crashed as one failure', () => {
    expect(tallyChecks(null, 1, () => null)).toEqual({ passed: 0, failed: 1 });
    expect(tallyChecks(checks(true, true), 1, () => results(1, 0))).toEqual({ passed: 3, failed: 1 });
  });
});

describe('listFailures', () => {
  it('names each failed test with the first line of what it said, and a file that could not be loaded', () => {
    const one = (status, fullName, ...failureMessages) => ({ status, fullName, failureMessages });
    const text = results(1, 1, [
      {
        status: 'failed',
        assertionResults: [one('passed', 'a'), one('failed', 'b', 'expected 1\n at b.ts')],
      },
      { status: 'failed', name: 'c.test.ts', message: 'no such module\n at c', assertionResults: [] },
    ]);
    expect(listFailures(text)).toEqual(['b: expected 1', 'c.test.ts: no such module']);
  });

  it('has nothing to name in a run that left no results', () => {
    expect(listFailures(null)).toEqual([]);
  });
});

it('sum adds up', () => {
  expect(sum([])).toEqual({ passed: 0, failed: 0 });
  expect(
    sum([
      { passed: 1, failed: 2 },
      { passed: 3, failed: 4 },
    ]),
  ).toEqual({ passed: 4, failed: 6 });
});
