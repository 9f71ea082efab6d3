import { field, isObject, type JsonObject } from '../../../../foundations/formats/index.ts';
import { normalisedName } from './name.ts';
import { readRequirement } from './requirement.ts';

/** What a `pyproject.toml` asks for: names as the index compares them, with the versions that it pins. */
export interface ProjectWants {
  readonly production: readonly string[];
  readonly development: readonly string[];
  /** Names of groups that are for development. */
  readonly groups: readonly string[];
}

/**
 * Reads `[project]` (PEP 621), `[dependency-groups]` (PEP 735), and the tables of Poetry, PDM and uv. Extras are asked for by those who run it; groups are for
 * development.
 */
export function projectWants(value: JsonObject): ProjectWants {
  const project = field(value, 'project');
  const tool = field(value, 'tool');
  const poetry = field(tool, 'poetry');
  const poetryGroups = tables(field(poetry, 'group'));
  const groups = [
    ...tables(field(value, 'dependency-groups')),
    ...tables(field(field(tool, 'pdm'), 'dev-dependencies')),
  ];
  const production = [
    ...specifiers(field(project, 'dependencies')),
    ...tables(field(project, 'optional-dependencies')).flatMap(([, list]) => specifiers(list)),
    ...keys(field(poetry, 'dependencies')).filter((name) => name !== 'python'),
  ];
  const development = [
    ...groups.flatMap(([, list]) => specifiers(list)),
    ...specifiers(field(field(tool, 'uv'), 'dev-dependencies')),
    ...keys(field(poetry, 'dev-dependencies')),
    ...poetryGroups.flatMap(([, group]) => keys(field(group, 'dependencies'))),
  ];
  return {
    production: [...new Set(production)],
    development: [...new Set(development)],
    groups: [...groups.map(([name]) => name), ...poetryGroups.map(([name]) => name)],
  };
}

const tables = (value: unknown): readonly (readonly [string, unknown])[] =>
  isObject(value) ? Object.entries(value) : [];
const keys = (value: unknown): readonly string[] => (isObject(value) ? Object.keys(value).map(normalisedName) : []);

function specifiers(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) => {
    const read = typeof one === 'string' ? readRequirement(one) : undefined;
    return read === undefined ? [] : [normalisedName(read.name)];
  });
}
