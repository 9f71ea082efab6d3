/** YAML, bounded, with the place of every value. */
export { type FailsafeDocuments, parseFailsafe } from './parse-failsafe.ts';
export type { YamlPath, YamlPosition } from './place.ts';
export { loadYaml, readYaml, readYamlText, type YamlDocument, type YamlOptions } from './read-yaml.ts';
export type { WrittenValue, YamlSetting } from './written-value.ts';
