// `npm run build [-- --force]`: builds the app into out/, unless what is there is up to date.
import { ensureBuilt } from './build/ensure-built.mjs';
import { ensureReady } from './setup/index.mjs';
import { failAndExit } from './setup/log.mjs';

const { env } = await ensureReady();
await ensureBuilt({ env, force: process.argv.includes('--force') }).catch(failAndExit);
