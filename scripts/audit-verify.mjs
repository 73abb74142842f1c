// `npm run audit:verify -- --user-data-dir=DIR`: checks the chain of the audit log (src/main/persistence/audit/verify-cli.ts).
import { ensureReady } from './setup/index.mjs';

await ensureReady();
const { bundleForNode } = await import('./bundle-for-node.mjs');
const { runVerify } = await import(
  await bundleForNode('src/main/persistence/audit/verify-cli.ts', 'audit-verify')
);
process.exitCode = await runVerify(process.argv.slice(2));
