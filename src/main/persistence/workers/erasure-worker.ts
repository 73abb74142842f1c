import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { dataPaths } from '../data-folder';
import { erasedRowsSchema } from '../erasure/erase-rows';
import { rewriteFiles } from '../erasure/rewrite-files';

// Runs in a thread of its own, on its own connections: a large database and its snapshots take seconds to be written anew.
const { folder, rows } = z.object({ folder: z.string(), rows: erasedRowsSchema }).parse(workerData);
parentPort?.postMessage(rewriteFiles(dataPaths(folder), rows));
