/** TOML, bounded. */
export { loadToml, readToml, type TomlLimits } from './read-toml.ts';
