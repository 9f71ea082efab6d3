import { member, text } from './decode.ts';
import { invalid, type LoadProblem, type RuleContext, refuse } from './problems.ts';
import { readVersion, serves } from './versions.ts';
import type { YamlMap, YamlTree } from './yaml-tree.ts';

/** A plug-in the rules need, or one of several that will do. */
export interface PluginRequirement {
  readonly context: RuleContext;
  readonly alternatives: readonly { readonly name: string; readonly version: string }[];
}

/** Refuses rules that ask for a language newer than ours. A number N means 0.N.0. */
export function requireEngineVersion(item: YamlMap, context: RuleContext, have: string): void {
  const asked = text(item, 'required_engine_version', context);
  const version = readVersion(/^\d+$/.test(asked) ? `0.${asked}.0` : asked);
  if (version === undefined) {
    refuse(`Unable to parse engine version '${asked}' as a semver string. Expected "x.y.z" semver format.`, context);
  }
  if (!serves(readVersion(have) ?? [0, 0, 0], version)) {
    invalid(`Rules require engine version ${version.join('.')}, but engine version is ${have}`, context);
  }
}

/** The plug-ins that rules ask for. */
export function readPluginVersions(list: YamlTree, context: RuleContext): readonly PluginRequirement[] {
  if (list.kind !== 'list') return refuse('Value of required_plugin_versions must be a sequence', context);
  return list.items.map((entry) => {
    const nameless = context.inside('required plugin versions entry', '', entry.at);
    if (entry.kind !== 'map') return refuse('Plugin version must be a mapping', nameless);
    const name = text(entry, 'name', nameless);
    const inside = context.inside('required plugin versions entry', name, entry.at);
    const first = { name, version: text(entry, 'version', inside) };
    return checked({ context: inside, alternatives: [first, ...readAlternatives(entry, inside)] });
  });
}

function readAlternatives(entry: YamlMap, context: RuleContext): PluginRequirement['alternatives'] {
  const list = member(entry, 'alternatives');
  if (list === undefined) return [];
  if (list.kind !== 'list') return refuse('Value of plugin version alternatives must be a sequence', context);
  return list.items.map((item) => {
    const inside = context.inside('required plugin versions alternative', '', item.at);
    if (item.kind !== 'map') return refuse('Plugin version alternative must be a mapping', inside);
    return { name: text(item, 'name', inside), version: text(item, 'version', inside) };
  });
}

function checked(requirement: PluginRequirement): PluginRequirement {
  const { alternatives, context } = requirement;
  const names = new Set<string>();
  for (const { name, version } of alternatives) {
    if (readVersion(version) === undefined)
      invalid(`Invalid required version '${version}' for plugin '${name}'`, context);
    if (names.has(name)) {
      invalid(`Defined multiple alternative version requirements for plugin '${name}'`, context);
    }
    names.add(name);
  }
  return requirement;
}

/** Why a plug-in cannot be had, for whoever needs one that is not built in. */
export const noPlugins =
  'A plug-in of Falco (.so) is machine code that runs with all rights of its process, and cannot be loaded here';

/** Whether a problem is that a plug-in is missing. */
export const needsPlugin = ({ itemType, message }: LoadProblem): boolean =>
  itemType.startsWith('required plugin versions') && message.startsWith('Plugin requirement');

/** Refuses rules that need a plug-in whose fields we do not have. */
export function checkRequirements(requirements: readonly PluginRequirement[], have: ReadonlyMap<string, string>): void {
  for (const { alternatives, context } of requirements) {
    const met = alternatives.some(({ name, version }) => {
      const [ours, asked] = [readVersion(have.get(name) ?? ''), readVersion(version)];
      return ours !== undefined && asked !== undefined && serves(ours, asked);
    });
    if (met) continue;
    const wanted = alternatives.map(({ name, version }) => `${name} (>= ${version})`).join(', ');
    invalid(`Plugin requirement not satisfied, must load one of: ${wanted}`, context);
  }
}
