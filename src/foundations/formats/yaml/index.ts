/** YAML, bounded, with the place of every value. */
export { parseDocuments } from './parse-documents.ts';
export type { YamlPath, YamlPosition } from './place.ts';
export { readYaml, type YamlDocument, type YamlOptions } from './read-yaml.ts';
