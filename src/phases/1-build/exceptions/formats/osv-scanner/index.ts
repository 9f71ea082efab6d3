import { defined, packageOf } from '../../../../../core/index.ts';
import { field, type JsonObject, loadToml, readToml } from '../../../../../foundations/formats/index.ts';
import { ecosystemOf } from '../../../ecosystems/index.ts';
import { ofKinds } from '../../conditions.ts';
import { endAtStartOf, knownKeys, NotUnderstood, textOf } from '../../foreign-yaml.ts';
import { idForm } from '../../ids.ts';
import { readEach } from '../../read-each.ts';
import {
  type ExceptionFormat,
  type ExceptionRule,
  type Fits,
  fileLimits,
  noReason,
  type ReadRules,
} from '../../rule.ts';

const title = 'osv-scanner’s configuration';

/**
 * `osv-scanner.toml` (osv-scanner documentation, "Configuration"): `[[IgnoredVulns]]` by id, `[[PackageOverrides]]` by package. Another licence in the place of
 * one is nothing that is set aside, and not applied.
 */
export const osvScannerFormat: ExceptionFormat = {
  id: 'osv-scanner',
  title,
  names: ['osv-scanner.toml', '.osv-scanner.toml'],
  looksLike: (text) => /^[ \t]{0,8}\[\[[ \t]{0,8}(?:IgnoredVulns|PackageOverrides)[ \t]{0,8}\]\]/m.test(text),
  read,
};

async function read(bytes: Uint8Array, name: string): Promise<ReadRules> {
  await loadToml();
  const file = readToml(bytes, name, { maxBytes: fileLimits.bytes, maxDepth: fileLimits.depth });
  const ignored = readEach(tables(file, 'IgnoredVulns'), ({ item, statement }) => readIgnored(item, statement));
  const overrides = readEach(tables(file, 'PackageOverrides'), ({ item, statement }) => readOverride(item, statement));
  return { rules: [...ignored.rules, ...overrides.rules], leftOut: [...ignored.leftOut, ...overrides.leftOut] };
}

function tables(file: JsonObject, key: string): readonly { readonly item: unknown; readonly statement: string }[] {
  const list = field(file, key);
  const items: readonly unknown[] = Array.isArray(list) ? list : list === undefined ? [] : [list];
  return items.map((item, index) => ({ item, statement: `${key} ${index + 1}` }));
}

function readIgnored(item: unknown, statement: string): ExceptionRule {
  const rule = knownKeys(item, ['id', 'ignoreUntil', 'reason']);
  const id = textOf(rule, 'id');
  if (id === undefined) throw new NotUnderstood('it has no id');
  return {
    ...whoAndWhen(rule, statement, 'ignoreUntil'),
    ids: [idForm(id)],
    conditions: [ofKinds(['vulnerability', 'malware'])],
  };
}

const overrideKeys = [
  'name',
  'version',
  'ecosystem',
  'group',
  'ignore',
  'vulnerability',
  'license',
  'effectiveUntil',
  'reason',
];

function readOverride(item: unknown, statement: string): ExceptionRule | undefined {
  const rule = knownKeys(item, overrideKeys);
  const whole = isOn(rule, 'ignore');
  const flaws = whole || isOn(part(rule, 'vulnerability', ['ignore']), 'ignore');
  const licence = part(rule, 'license', ['ignore', 'override']);
  if (field(licence, 'override') !== undefined)
    throw new NotUnderstood('another licence in the place of the one that was found is not taken');
  const licences = whole || isOn(licence, 'ignore');
  const about = packageConditions(rule);
  if (about.length === 0) throw new NotUnderstood('it names no package');
  if (!flaws && !licences) return undefined;
  const kinds = [...(flaws ? (['vulnerability'] as const) : []), ...(licences ? (['licence'] as const) : [])];
  return { ...whoAndWhen(rule, statement, 'effectiveUntil'), conditions: [ofKinds(kinds), ...about] };
}

function packageConditions(rule: JsonObject): readonly Fits[] {
  const [name, version, ecosystem, group] = ['name', 'version', 'ecosystem', 'group'].map((key) => textOf(rule, key));
  if (group !== undefined && group !== 'dev')
    throw new NotUnderstood(`the group ${JSON.stringify(group)} is not known here`);
  const osvName = (type: string, full: string): boolean => {
    const naming = ecosystemOf(type)?.osv;
    const [namespace, ...rest] = full.split('/');
    return full === name || (naming?.separator === ':' && [namespace, ...rest].join(':') === name);
  };
  return [
    ...(name === undefined
      ? []
      : [((finding) => osvName(packageOf(finding)?.type ?? '', packageOf(finding)?.name ?? '')) satisfies Fits]),
    ...(version === undefined ? [] : [((finding) => packageOf(finding)?.version === version) satisfies Fits]),
    ...(ecosystem === undefined
      ? []
      : [((finding) => ecosystemOf(packageOf(finding)?.type ?? '')?.osv?.name === ecosystem) satisfies Fits]),
    ...(group === undefined
      ? []
      : [((finding, { packages }) => packages.get(packageOf(finding)?.id ?? '')?.development === true) satisfies Fits]),
  ];
}

function whoAndWhen(rule: JsonObject, statement: string, end: string): Omit<ExceptionRule, 'conditions'> {
  const until = untilOf(field(rule, end));
  return { statement, by: title, reason: textOf(rule, 'reason') ?? noReason, ...defined({ until }) };
}

/** A date or time of TOML is one of the library's own, whose text is that of the file. */
function untilOf(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const text = value instanceof Date ? value.toISOString() : value;
  if (typeof text !== 'string') throw new NotUnderstood('its end is no date');
  return endAtStartOf(text);
}

function part(rule: JsonObject, key: string, keys: readonly string[]): JsonObject {
  const value = field(rule, key);
  return value === undefined ? {} : knownKeys(value, keys);
}

function isOn(rule: JsonObject, key: string): boolean {
  const value = field(rule, key);
  if (value === undefined || typeof value === 'boolean') return value === true;
  throw new NotUnderstood(`${key} is neither true nor false`);
}
