import { parentPort, workerData } from 'node:worker_threads';
import { readDocument } from '../documents/read-document';

// Runs in a thread of its own, one for each file: a document is hostile until it was read.
const bytes: unknown = workerData;
if (!(bytes instanceof Uint8Array)) throw new Error('a file is to be read');
parentPort?.postMessage(await readDocument(bytes));
