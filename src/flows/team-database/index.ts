/** A team's advisory database: built once, signed, kept in a registry or carried in a file, and taken over by others. */
export {
  buildDatabase,
  exportDatabase,
  importDatabase,
  openTeamDatabase,
  pullDatabase,
  pushDatabase,
} from './flows.ts';
export type { OpenedDatabase } from './open-database.ts';
export type { StoredDatabase } from './store-database.ts';
export { takeOver } from './take-over.ts';
export type { TeamDatabase } from './team-database.ts';
