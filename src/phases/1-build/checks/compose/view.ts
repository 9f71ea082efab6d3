import { type FieldPath, type FieldProblem, FieldProblems } from '../../../../foundations/formats/index.ts';
import { OpenNode } from '../open-node.ts';
import { unknownMark } from '../unknown-mark.ts';
import { deepest, member, type PlacedValue, type WrittenAt } from './read/placed.ts';
import type { ComposeProject } from './read/read-project.ts';
import { type Mount, mountsOf, type SharedThings } from './service/mounts.ts';
import { type PublishedPort, publishedPorts } from './service/ports.ts';

/** One variable of a container or of a build. */
export interface ComposeVariable {
  readonly name: string;
  readonly node: OpenNode;
  /** What stands in the file itself: empty where the value comes from elsewhere. Only there as far as it is known. */
  readonly written: string;
}

/** A service of a project. */
export interface ComposeService {
  readonly name: string;
  readonly node: OpenNode;
  /** Whether its image is built here; its `image` is then what the image is to be called. */
  readonly isBuilt: boolean;
  readonly ports: () => readonly PublishedPort[];
  readonly mounts: () => readonly Mount[];
  /** The variables at the end of the way. */
  readonly variables: (...way: readonly string[]) => readonly ComposeVariable[];
  /** The place of a value, or of the nearest above it. */
  readonly origin: (path: FieldPath) => WrittenAt;
  /** The names of the variables without a value that a value rests on. */
  readonly unknownOf: (path: FieldPath) => readonly string[];
  readonly problems: readonly FieldProblem[];
}

/** All services of one project. */
export class ComposeView {
  readonly services: readonly ComposeService[];

  constructor(project: ComposeProject) {
    const values = plain({
      ...project.top,
      members: new Map(sections.map((name) => [name, sectionOf(project, name)])),
    });
    this.services = [...project.services].map(([name, placed]) => serviceOf(name, placed, project, values));
  }
}

/** What services refer to by name. */
const sections = ['volumes', 'secrets', 'configs'] as const;

const sectionOf = ({ top }: ComposeProject, name: string): PlacedValue =>
  member(top, name) ?? { kind: 'scalar', at: top.at, value: null };

function serviceOf(name: string, placed: PlacedValue, project: ComposeProject, values: unknown): ComposeService {
  const problems = new FieldProblems();
  const top = ['services', name] as const;
  const node = new OpenNode(plain(placed), top, problems);
  const below = (path: FieldPath): PlacedValue =>
    path[0] === 'services' ? deepest(placed, path.slice(top.length)) : deepest(project.top, path);
  const all = new OpenNode(values, [], problems);
  const shared: SharedThings = {
    volumes: all.get('volumes'),
    secrets: all.get('secrets'),
    configs: all.get('configs'),
  };
  const service: ComposeService = {
    name,
    node,
    isBuilt: node.get('build').isSet,
    ports: () => publishedPorts(node),
    mounts: () => mountsOf(node, shared),
    variables: (...way) =>
      node
        .at(...way)
        .members()
        .map((one) => ({ ...one, written: writtenOf(below(one.node.path)) })),
    origin: (path) => below(path).at,
    unknownOf(path) {
      const value = below(path);
      return value.kind === 'scalar' ? (value.filled?.unknown ?? []) : [];
    },
    get problems() {
      return problems.all;
    },
  };
  return service;
}

function writtenOf(value: PlacedValue): string {
  if (value.kind !== 'scalar' || value.value === null) return '';
  return (value.filled?.written ?? String(value.value)).replaceAll(unknownMark, '');
}

/** The value without its places. */
function plain(value: PlacedValue): unknown {
  if (value.kind === 'scalar') return value.value;
  if (value.kind === 'list') return value.items.map(plain);
  const object: Record<string, unknown> = {};
  for (const [name, member] of value.members)
    Object.defineProperty(object, name, { value: plain(member), enumerable: true, configurable: true, writable: true });
  return object;
}
