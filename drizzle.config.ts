import { defineConfig } from 'drizzle-kit';

// Migrations are made by `node scripts/generate-migration.mjs NAME`, never by drizzle-kit alone: drizzle cannot say STRICT,
// so the script adds it to every table that drizzle-kit wrote, and pins the hash of each file in drizzle/hashes.json.
export default defineConfig({
  dialect: 'sqlite',
  schema: './src/main/persistence/schema/*.ts',
  out: './drizzle',
});
