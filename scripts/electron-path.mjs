// `npm run --silent electron:path`: prints the Electron that the commands use, and nothing else, on standard output.
import { ensureReady } from './setup/index.mjs';

const { electron } = await ensureReady({ electron: true });
process.stdout.write(`${electron}\n`);
