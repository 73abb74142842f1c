import { listMigrations } from '../migrate';
import { buildShape } from './schema-shape';

/** What drizzle/shapes.json has to hold: for each migration of the folder the hash of the tables that it leaves. */
export function listShapes(folder: string): Readonly<Record<string, string>> {
  const migrations = listMigrations(folder);
  return Object.fromEntries(
    migrations.map(({ tag }, index) => [tag, buildShape(migrations.slice(0, index + 1))]),
  );
}
