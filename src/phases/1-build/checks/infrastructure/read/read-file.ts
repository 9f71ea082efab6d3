import { type ManifestLocation, SeaworthyError } from '../../../../../core/index.ts';
import {
  type FieldPath,
  FieldProblems,
  field,
  isObject,
  parseJson,
  readYaml,
  type YamlDocument,
} from '../../../../../foundations/formats/index.ts';
import { unknownMark } from '../../unknown-mark.ts';
import type { CloudResource, InfrastructureFile } from '../resource.ts';
import { ResourceNode } from '../resource-node.ts';
import { knownTypes, mayRunContainers } from '../types.ts';

/** Larger files are not read. */
const maxInfrastructureBytes = 16 * 1024 * 1024;
const maxModules = 20_000;

/** Whether a file may be one, by words that every one has. The bytes are searched, whatever they are. */
export function infrastructureByContent(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return (
    (text.includes('Resources') && text.includes('AWS::')) ||
    (text.includes('"planned_values"') && text.includes('"terraform_version"'))
  );
}

interface Found {
  readonly type: string;
  readonly name: string;
  readonly value: unknown;
  readonly path: FieldPath;
}

/** Short forms of CloudFormation's functions: what they give is known when it is deployed. */
const unknownTags = (tag: string, value: unknown): unknown => (/^![A-Z]/.test(tag) ? unknownMark : value);

/**
 * The resources of a CloudFormation template (YAML or JSON) or of a plan of Terraform (`terraform show -json`). Undefined where it is neither. Throws what
 * `readYaml` throws.
 */
export async function readInfrastructureFile(path: string, bytes: Uint8Array): Promise<InfrastructureFile | undefined> {
  const limits = { maxBytes: maxInfrastructureBytes, maxTokens: 4_000_000, maxNodes: 2_000_000 };
  const [document, second] = await readYaml(bytes, path, { ...limits, tagged: unknownTags });
  if (document === undefined || second !== undefined) return undefined;
  const ofCloud = ofTemplate(document.value);
  const found = ofCloud ?? ofPlan(document.value, path);
  if (found === undefined) return undefined;
  const known = found.filter(({ type }) => knownTypes.has(type));
  return {
    path,
    bytes,
    isPlan: ofCloud === undefined,
    resources: known.map((one) => resource(one, path, document)),
    others: found.length - known.length,
    missed: [
      ...unplanned(document.value),
      ...found
        .filter(({ type, value }) => mayRunContainers(type) || isElsewhere(type, value))
        .map(({ type, name }) => (type === '' || name.startsWith(type) ? name : `${type} ${name}`)),
    ],
  };
}

function resource({ type, name, value, path: top }: Found, path: string, document: YamlDocument): CloudResource {
  const problems = new FieldProblems();
  return {
    type,
    name,
    node: new ResourceNode(value, top, problems),
    locate(way): ManifestLocation {
      const pointer = way.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
      return { kind: 'manifest', path, pointer, ...document.keyPositionOf(way) };
    },
    get problems() {
      return problems.all;
    },
  };
}

function ofTemplate(document: unknown): readonly Found[] | undefined {
  const resources = isObject(document) ? field(document, 'Resources') : undefined;
  if (!isObject(resources)) return undefined;
  const found = Object.entries(resources).flatMap(([name, one]): readonly Found[] => {
    const type = isObject(one) ? field(one, 'Type') : undefined;
    // A loop (`Fn::ForEach::Name`) or a transform: what stands here once it is carried out is not known.
    if (name.startsWith('Fn::')) return [{ type: '', name, value: {}, path: ['Resources', name] }];
    if (!isObject(one) || typeof type !== 'string') return [];
    return [
      { type, name, value: withoutFunctions(field(one, 'Properties') ?? {}), path: ['Resources', name, 'Properties'] },
    ];
  });
  return found.some(({ type }) => type.startsWith('AWS::')) ? found : undefined;
}

/** The value with a mark for each function; a reference to nothing takes its member away. */
function withoutFunctions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutFunctions);
  if (!isObject(value)) return value;
  const names = Object.keys(value);
  if (names.length === 1 && /^(?:Ref$|Fn::|Condition$)/.test(names[0] ?? ''))
    return field(value, 'Ref') === 'AWS::NoValue' ? null : unknownMark;
  // What a transform brings in beside the others may be any member.
  if (names.includes('Fn::Transform')) return unknownMark;
  return Object.fromEntries(names.map((name) => [name, withoutFunctions(field(value, name))]));
}

/** What a plan says that it leaves out: it failed, or puts something off to a later one. */
function unplanned(document: unknown): readonly string[] {
  if (!isObject(document) || field(document, 'planned_values') === undefined) return [];
  const isWhole = field(document, 'errored') !== true && field(document, 'complete') !== false;
  return isWhole ? [] : ['the plan is not complete: what it leaves out'];
}

/** Whether what it makes is written in another file, that nobody here reads with this one: a nested stack that lies in a bucket, a module of a registry. */
function isElsewhere(type: string, value: unknown): boolean {
  if (type === '' || type.endsWith('::MODULE')) return true;
  const url = type === 'AWS::CloudFormation::Stack' ? field(value, 'TemplateURL') : undefined;
  return typeof url === 'string' && (url === unknownMark || /^(?:https?|s3):/i.test(url));
}

function ofPlan(document: unknown, file: string): readonly Found[] | undefined {
  const planned = isObject(document) ? field(document, 'planned_values') : undefined;
  if (!isObject(planned) || !isObject(document)) return undefined;
  const unknown = new Map<unknown, unknown>();
  const changes = field(document, 'resource_changes');
  for (const change of Array.isArray(changes) ? changes : []) {
    const after = isObject(change) ? field(field(change, 'change'), 'after_unknown') : undefined;
    if (isObject(change)) unknown.set(field(change, 'address'), after);
  }
  const found: Found[] = [];
  const modules: { readonly value: unknown; readonly path: FieldPath }[] = [
    { value: field(planned, 'root_module'), path: ['planned_values', 'root_module'] },
  ];
  for (const { value, path } of modules) {
    if (!isObject(value)) continue;
    const [resources, children] = [field(value, 'resources'), field(value, 'child_modules')];
    for (const [index, one] of (Array.isArray(resources) ? resources : []).entries()) {
      const [type, name, mode] = isObject(one) ? [field(one, 'type'), field(one, 'address'), field(one, 'mode')] : [];
      if (typeof type !== 'string' || typeof name !== 'string' || mode === 'data') continue;
      const way = [...path, 'resources', index, 'values'];
      found.push({ type, name, value: texts(marked(field(one, 'values'), unknown.get(name))), path: way });
    }
    for (const [index, child] of (Array.isArray(children) ? children : []).entries())
      if (modules.push({ value: child, path: [...path, 'child_modules', index] }) > maxModules)
        throw new SeaworthyError('E_LIMIT', `a plan of more than ${maxModules} modules`, { where: file });
  }
  return found;
}

/** The value with a mark where a plan says that it is known only when it is carried out. */
function marked(value: unknown, unknown: unknown): unknown {
  if (unknown === true) return unknownMark;
  if (Array.isArray(unknown)) {
    const list: readonly unknown[] = Array.isArray(value) ? value : [];
    return Array.from({ length: Math.max(list.length, unknown.length) }, (_, index) =>
      marked(list[index], unknown[index]),
    );
  }
  if (!isObject(unknown)) return value;
  const own = isObject(value) ? value : {};
  const names = [...new Set([...Object.keys(own), ...Object.keys(unknown)])];
  return Object.fromEntries(names.map((name) => [name, marked(field(own, name), field(unknown, name))]));
}

/** Members that hold JSON as text, read. */
function texts(value: unknown): unknown {
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      /^(?:container_definitions|policy)$/.test(name) ? read(one) : one,
    ]),
  );
}

function read(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  try {
    return parseJson(new TextEncoder().encode(text), 'the text of a plan');
  } catch {
    return text;
  }
}
