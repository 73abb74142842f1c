import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { migrationsFolder } from '../harness/database';

const journalSchema = z.looseObject({
  entries: z.array(z.looseObject({ idx: z.number(), tag: z.string() })),
});
const hashesSchema = z.record(z.string(), z.string());

/** A rebuild of the largest table, as drizzle-kit writes it: the kind of migration that has the most to lose. */
export const rebuildParts = `PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE \`__new_part\` (
	\`message_id\` text NOT NULL,
	\`part_index\` integer NOT NULL,
	\`type\` text NOT NULL,
	\`payload\` text NOT NULL,
	\`provider_state_kind\` text,
	\`provider_state\` blob,
	\`sha256\` text NOT NULL,
	\`note\` text DEFAULT 'none' NOT NULL,
	PRIMARY KEY(\`message_id\`, \`part_index\`),
	FOREIGN KEY (\`message_id\`) REFERENCES \`message\`(\`id\`) ON UPDATE no action ON DELETE cascade
) STRICT;
--> statement-breakpoint
INSERT INTO \`__new_part\`("message_id", "part_index", "type", "payload", "provider_state_kind", "provider_state", "sha256")
  SELECT "message_id", "part_index", "type", "payload", "provider_state_kind", "provider_state", "sha256" FROM \`part\`;--> statement-breakpoint
DROP TABLE \`part\`;--> statement-breakpoint
ALTER TABLE \`__new_part\` RENAME TO \`part\`;--> statement-breakpoint
PRAGMA foreign_keys=ON;
`;

/** A copy of the shipped migrations with more behind them, pinned as the script would. */
export function withMoreMigrations(
  folder: string,
  more: readonly (readonly [tag: string, sql: string])[],
  shipped = migrationsFolder,
): string {
  cpSync(shipped, folder, { recursive: true });
  const journalPath = join(folder, 'meta/_journal.json');
  const hashesPath = join(folder, 'hashes.json');
  const journal = journalSchema.parse(JSON.parse(readFileSync(journalPath, 'utf8')));
  const hashes = hashesSchema.parse(JSON.parse(readFileSync(hashesPath, 'utf8')));
  for (const [tag, sql] of more) {
    journal.entries.push({ idx: journal.entries.length, tag });
    hashes[tag] = createHash('sha256').update(sql).digest('hex');
    writeFileSync(join(folder, `${tag}.sql`), sql);
  }
  writeFileSync(journalPath, JSON.stringify(journal));
  writeFileSync(hashesPath, JSON.stringify(hashes));
  return folder;
}
