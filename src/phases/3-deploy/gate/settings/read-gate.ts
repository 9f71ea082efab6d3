import {
  asSeaworthyError,
  defined,
  isClusterName,
  lastMoment,
  type Platform,
  SeaworthyError,
} from '../../../../core/index.ts';
import { Complaints, digestOfAny, isObject, readYaml, Setting } from '../../../../foundations/formats/index.ts';
import { parsePlatform } from '../../../../foundations/images/index.ts';
import type { Exception, Gate, GateRule, Mode, Unknown } from '../gate.ts';
import { maxGlob, type NameScope } from '../name-scope.ts';
import { ruleKinds } from '../rules/index.ts';
import { refuseForeignPolicy } from './foreign-policy.ts';
import type { GateSources } from './signers.ts';

export const modes: readonly Mode[] = ['enforce', 'warn', 'audit'];
export const unknowns: readonly Unknown[] = ['refuse', 'allow'];
/** Namespaces that are left alone when the gate does not say otherwise: a cluster that cannot start its own parts cannot be mended. */
export const namespacesLeftAlone: readonly string[] = ['kube-system', 'seaworthy'];
/** What may become of images that no rule is about. */
export const withoutRule = ['refuse', 'warn', 'allow'] as const;
export const maxRules = 1_000;

/** How to get at what a gate file names. */
export interface GateOptions {
  /** Text of a key file that the gate names, by its path as written. Without it key files are refused. */
  readonly readKeyFile?: (path: string) => Promise<string>;
  /** Short names for predicate types. */
  readonly predicateTypes?: ReadonlyMap<string, string>;
}

/**
 * The gate of a YAML file. Throws `E_USAGE` with every fault and its place when something is missing, of the wrong type or unknown, and what
 * `readYaml` throws.
 */
export async function readGate(bytes: Uint8Array, file: string, options: GateOptions = {}): Promise<Gate> {
  const documents = await readYaml(bytes, file, { maxBytes: 1024 * 1024, maxDepth: 16, maxDocuments: 8 });
  refuseForeignPolicy(
    documents.map(({ value }) => value),
    file,
  );
  const [document] = documents;
  if (document === undefined || documents.length > 1) {
    const why = document === undefined ? 'it is empty' : 'it has more than one document';
    throw new SeaworthyError('E_USAGE', 'the gate file is not understood', { where: file, why });
  }
  const complaints = new Complaints(document, file, 'the gate file');
  const sources: GateSources = {
    keyFiles: await readKeyFiles(document.value, options),
    predicateTypes: options.predicateTypes ?? new Map(),
  };
  const top = new Setting(document.value, [], complaints);
  top.keys(
    'gate',
    'name',
    'cluster',
    'mode',
    'unknown',
    'namespaces',
    'imagesWithoutRule',
    'platforms',
    'rules',
    'exceptions',
  );
  if (top.get('gate').value !== 1) top.get('gate').complain('the version of the format is expected: gate: 1');
  const mode = top.get('mode').oneOf(modes) ?? 'enforce';
  const unknown = top.get('unknown').oneOf(unknowns) ?? 'refuse';
  const rules = top
    .get('rules')
    .items()
    .slice(0, maxRules)
    .map((item) => readRule(item, sources, mode, unknown));
  if (rules.length === 0) top.get('rules').complain('at least one rule is expected');
  if (top.get('rules').items().length > maxRules) top.get('rules').complain(`more than ${maxRules} rules`);
  complainOfTwins(top.get('rules'), rules);
  const exceptions = top
    .get('exceptions')
    .items()
    .map((item) => readException(item, rules));
  const namespaces = readScope(top.get('namespaces')) ?? { exclude: namespacesLeftAlone };
  const imagesWithoutRule = top.get('imagesWithoutRule').oneOf(withoutRule) ?? 'warn';
  const platforms = readPlatforms(top.get('platforms'));
  const cluster = top.get('cluster').text();
  if (cluster !== undefined && !isClusterName(cluster))
    top.get('cluster').complain('printable ASCII without spaces is expected, at most 253 characters');
  complaints.throwIfAny();
  const digest = digestOfAny({ gate: document.value, keys: Object.fromEntries(sources.keyFiles) });
  const name = top.get('name').text() ?? 'gate';
  const nodes = platforms === undefined ? {} : { platforms };
  const place = cluster === undefined ? {} : { cluster };
  return { name, ...place, namespaces, imagesWithoutRule, ...nodes, rules, exceptions, digest };
}

function readRule(item: Setting, sources: GateSources, mode: Mode, unknown: Unknown): GateRule {
  const kindNames = ruleKinds.map(({ key }) => key);
  item.keys('id', 'mode', 'unknown', 'images', 'namespaces', ...kindNames);
  const named = ruleKinds.filter(({ key }) => item.get(key).isSet);
  const [kind] = named;
  if (kind === undefined || named.length > 1) item.complain(`exactly one of ${kindNames.join(', ')} is expected`);
  const id = item.get('id').requiredText();
  if (id !== '' && !/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(id))
    item.get('id').complain('lower-case letters, digits and dashes are expected, at most 63');
  const check = (kind ?? ruleKinds[0])?.read(item.get(kind?.key ?? ''), sources);
  if (check === undefined) throw new SeaworthyError('E_INTERNAL', 'there is no kind of rule');
  const images = readScope(item.get('images'));
  if (images !== undefined && check.about === 'workload')
    item.get('images').complain('the rule is about the pod, not about its images');
  const namespaces = readScope(item.get('namespaces'));
  return {
    id,
    kind: kind?.key ?? '',
    mode: item.get('mode').oneOf(modes) ?? mode,
    unknown: item.get('unknown').oneOf(unknowns) ?? unknown,
    ...defined({ images, namespaces }),
    check,
  };
}

/** `[linux/amd64, linux/arm64]` */
function readPlatforms(setting: Setting): readonly Platform[] | undefined {
  if (!setting.isSet) return undefined;
  setting.texts();
  return setting.items().flatMap((item) => {
    try {
      return typeof item.value === 'string' ? [parsePlatform(item.value)] : [];
    } catch {
      item.complain('os/architecture or os/architecture/variant is expected, such as linux/arm64');
      return [];
    }
  });
}

/** `[a, b]`, or `{ include: [a], exclude: [b] }`. */
function readScope(setting: Setting): NameScope | undefined {
  if (!setting.isSet) return undefined;
  if (Array.isArray(setting.value)) return { include: setting.globs(maxGlob) ?? [] };
  setting.keys('include', 'exclude');
  const include = setting.get('include').globs(maxGlob);
  const exclude = setting.get('exclude').globs(maxGlob);
  return { ...defined({ include, exclude }) };
}

function readException(item: Setting, rules: readonly GateRule[]): Exception {
  item.keys('rule', 'only', 'images', 'namespaces', 'workloads', 'reason', 'owner', 'expires');
  const rule = item.get('rule').requiredText();
  if (rule !== '' && !rules.some(({ id }) => id === rule)) item.get('rule').complain('there is no rule of that id');
  const only = item.get('only').texts();
  const images = item.get('images').globs(maxGlob);
  const namespaces = item.get('namespaces').globs(maxGlob);
  const workloads = item.get('workloads').globs(maxGlob);
  return {
    rule,
    ...defined({ only, images, namespaces, workloads }),
    reason: item.get('reason').requiredText(),
    owner: item.get('owner').requiredText(),
    expires: readExpiry(item.get('expires')),
  };
}

/** The last moment that an exception holds; a day holds to its end, in UTC. */
function readExpiry(setting: Setting): string {
  const text = setting.requiredText();
  const end = text === '' ? undefined : lastMoment(text);
  if (end !== undefined) return new Date(end).toISOString();
  if (text !== '') setting.complain('a day (2026-12-31) or a time in UTC (2026-12-31T12:00:00Z) is expected');
  return '';
}

function complainOfTwins(list: Setting, rules: readonly GateRule[]): void {
  for (const [index, item] of list.items().entries()) {
    const id = rules[index]?.id;
    if (id !== undefined && id !== '' && rules.findIndex((rule) => rule.id === id) < index)
      item.get('id').complain('another rule has this id');
  }
}

/** The key files that the document names, wherever it does. */
async function readKeyFiles(document: unknown, options: GateOptions): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const names = new Set<string>();
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(collect);
    else if (isObject(value))
      for (const [name, member] of Object.entries(value)) {
        if (name === 'keyFile' && typeof member === 'string') names.add(member);
        else collect(member);
      }
  };
  collect(document);
  for (const name of options.readKeyFile === undefined ? [] : names) {
    try {
      found.set(name, (await options.readKeyFile?.(name)) ?? '');
    } catch (error) {
      throw asSeaworthyError(error, 'E_READ', 'a key file that the gate names cannot be read', name);
    }
  }
  return found;
}
