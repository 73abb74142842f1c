// `node scripts/check-recordings.mjs FOLDER [--whole=BYTES]`: recorded provider streams (`<vendor>/*.chunks.txt`, the JSON
// of one event a line) must give the same events wherever the network cuts them, in four newline styles and with comments
// between lines. Recordings are not part of the project. `--whole`: up to this size bodies are decoded whole for each cut.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureReady } from './setup/index.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { whole: { type: 'string' } },
});
if (positionals.length !== 1 || !statSync(positionals[0], { throwIfNoEntry: false })?.isDirectory()) {
  console.error('Usage: node scripts/check-recordings.mjs FOLDER [--whole=BYTES]');
  process.exit(2);
}
await ensureReady();
const { bundleForNode } = await import('./bundle-for-node.mjs');
const { checkRecording, defaultWholeBytes } = await import(
  await bundleForNode('tests/reliability/check-recording.ts', 'check-recordings')
);

const folder = resolve(positionals[0]);
const whole = values.whole === undefined ? defaultWholeBytes : Number(values.whole);
const all = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();
const files = all.filter((file) => file.endsWith('.chunks.txt'));
const started = Date.now();
const totals = { checked: 0, left: 0, bytes: 0, cuts: 0, events: 0, problems: 0 };
console.log(`${'recording'.padEnd(74)} ${'protocol'.padEnd(18)}  events    bytes       cuts  outcome`);
for (const file of files) {
  const result = checkRecording(readFileSync(file, 'utf8'), whole);
  const name = relative(folder, file).padEnd(74);
  totals.problems += result.problems.length;
  if (result.protocol === null) {
    totals.left += 1;
    console.log(`${name} ${result.why}`);
    continue;
  }
  totals.checked += 1;
  for (const field of ['bytes', 'cuts', 'events']) totals[field] += result[field];
  const numbers = [
    String(result.events).padStart(7),
    String(result.bytes).padStart(8),
    String(result.cuts).padStart(10),
  ];
  console.log(
    `${name} ${result.protocol.padEnd(18)} ${numbers.join(' ')}  ${result.outcome}${result.why && ` (${result.why})`}`,
  );
  for (const problem of result.problems) console.log(`  PROBLEM ${problem}`);
}
const seconds = ((Date.now() - started) / 1000).toFixed(0);
console.log(
  `\n${totals.checked} recordings checked: ${totals.events} events, ${totals.bytes} bytes, ${totals.cuts} cuts in ${seconds} s; ` +
    `${totals.left} are no chat streams; ${all.length - files.length} other files are no recordings of streams; ` +
    `${totals.problems} problems`,
);
process.exitCode = totals.problems === 0 && totals.checked > 0 ? 0 : 1;
