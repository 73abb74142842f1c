// Adds up what passed and what failed. Nothing that went wrong may count as nothing.

/** From a result file of vitest (its text, or null when there is none) and the exit code of the run. */
export function tallyVitest(text, exitCode) {
  const results = parse(text);
  if (results === null) return { passed: 0, failed: 1 };
  // A file that could not be loaded has no tests, and says so in its own status only.
  const broken = results.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((one) => one.status === 'failed'),
  ).length;
  const passed = results.numPassedTests;
  const failed = results.numFailedTests + broken;
  // Errors outside of any test fail the run alone.
  return { passed, failed: exitCode !== 0 && failed === 0 ? 1 : failed };
}

/** From what scripts/check.mjs wrote (null: nothing), with its vitest results: one test per step besides. */
export function tallyChecks(text, exitCode, readText) {
  const results = parse(text);
  if (results === null) return { passed: 0, failed: 1 };
  const steps = {
    passed: results.steps.filter(({ ok }) => ok).length,
    failed: results.steps.filter(({ ok }) => !ok).length,
  };
  const unitTests = results.steps.find(({ name }) => name === 'unit tests');
  const total = sum([steps, tallyVitest(readText(results.vitest), unitTests?.ok === true ? 0 : 1)]);
  return { ...total, failed: exitCode !== 0 && total.failed === 0 ? 1 : total.failed };
}

/** What failed in a result file of vitest, a line each: the test (or file), and the first line of what it said. */
export function listFailures(text) {
  return (parse(text)?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === 'failed');
    if (failed.length > 0) {
      return failed.map((one) => `${one.fullName}: ${firstLine(one.failureMessages?.join('\n'))}`);
    }
    return status === 'failed' ? [`${name}: ${firstLine(message)}`] : [];
  });
}

function firstLine(text = '') {
  return text.trimStart().split('\n', 1)[0].slice(0, 400);
}

export function sum(tallies) {
  return tallies.reduce(
    (total, { passed, failed }) => ({ passed: total.passed + passed, failed: total.failed + failed }),
    { passed: 0, failed: 0 },
  );
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
