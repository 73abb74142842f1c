import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import SqliteDatabase from 'better-sqlite3';
import { dataPaths } from '../data-folder';
import { verifyAudit } from './verify-audit';

const usage = 'Usage: npm run audit:verify -- --user-data-dir=DIR\n';

/** Checks the audit log of a data folder; returns the exit code: 0 when the chain is whole. Changes nothing there. */
export async function runVerify(args: readonly string[]): Promise<number> {
  try {
    const { values } = parseArgs({ args: [...args], options: { 'user-data-dir': { type: 'string' } } });
    const folder = values['user-data-dir'];
    if (folder === undefined) throw new TypeError('--user-data-dir is missing');
    return await verifyFolder(resolve(folder));
  } catch (error) {
    const isUsage = error instanceof TypeError;
    process.stderr.write(
      `${error instanceof Error ? error.message : String(error)}\n${isUsage ? usage : ''}`,
    );
    return 1;
  }
}

async function verifyFolder(folder: string): Promise<number> {
  const { database, auditHead } = dataPaths(folder);
  if (!existsSync(database)) throw new Error(`There is no parley.db in ${folder}.`);
  const client = new SqliteDatabase(database, { readonly: true, fileMustExist: true });
  try {
    const verdict = await verifyAudit(client, auditHead, () => Promise.resolve());
    if (!verdict.isWhole) {
      process.stdout.write(`The audit log is broken at entry ${verdict.seq}. ${verdict.sentence}\n`);
      return 1;
    }
    process.stdout.write(
      verdict.entries === 0
        ? 'The audit log is empty.\n'
        : `The audit log is whole: ${verdict.entries} entries. The last one is ${verdict.headHash ?? ''}.\n`,
    );
    return 0;
  } finally {
    client.close();
  }
}
