import { field, isObject } from '../../../../foundations/formats/index.ts';

/** What a `Cargo.toml` asks for (Cargo reference, "The Manifest Format"): by the names that the registry knows. */
export interface CrateManifest {
  /** Its own name; empty for that of a workspace alone. */
  readonly name: string;
  readonly production: readonly string[];
  /** For tests, examples and benchmarks. What the build script needs runs where it is built, and counts as needed. */
  readonly development: readonly string[];
}

export function manifestOf(value: unknown): CrateManifest {
  const name = field(field(value, 'package'), 'name');
  const targets = field(value, 'target');
  const tables = [value, ...(isObject(targets) ? Object.values(targets) : [])];
  const asked = (...members: string[]): string[] =>
    tables.flatMap((table) => members.flatMap((member) => namesIn(field(table, member))));
  return {
    name: typeof name === 'string' ? name : '',
    production: [
      ...asked('dependencies', 'build-dependencies', 'build_dependencies'),
      ...namesIn(field(field(value, 'workspace'), 'dependencies')),
    ],
    development: asked('dev-dependencies', 'dev_dependencies'),
  };
}

/** `NAME = …`, or another name for it here with `package = "NAME"`. */
function namesIn(table: unknown): string[] {
  if (!isObject(table)) return [];
  return Object.keys(table).map((name) => {
    const real = field(field(table, name), 'package');
    return typeof real === 'string' ? real : name;
  });
}
