import { pathFrom } from '../../near.ts';
import type { PomDependency, PomModel } from './model.ts';

/** Parents above one another, and lists that are imported, one after the other. */
const mostSteps = 32;
/** Properties inside properties. */
const mostRounds = 16;
const longestValue = 4_096;

/** The models of a tree, by path and by coordinates. */
export class PomTree {
  readonly #byPath: ReadonlyMap<string, PomModel>;
  readonly #paths = new Map<string, string>();

  constructor(models: ReadonlyMap<string, PomModel>) {
    this.#byPath = models;
    for (const [path, model] of models) {
      const group = model.group ?? model.parent?.group ?? '';
      const name = `${group}:${model.artifact}`;
      if (!this.#paths.has(name)) this.#paths.set(name, path);
    }
  }

  /** Its model and those of its parents, the nearest first, and the coordinates of a parent that is not in the tree. */
  chain(path: string): { readonly models: readonly PomModel[]; readonly missing?: string } {
    const models: PomModel[] = [];
    const seen = new Set<string>();
    for (let at: string | undefined = path; at !== undefined && models.length < mostSteps; ) {
      if (seen.has(at)) break;
      seen.add(at);
      const model = this.#byPath.get(at);
      if (model === undefined) break;
      models.push(model);
      const { parent } = model;
      if (parent === undefined) break;
      const above = this.#parentPath(at, parent);
      if (above === undefined) return { models, missing: `${parent.group}:${parent.artifact}:${parent.version}` };
      at = above;
    }
    return { models };
  }

  #parentPath(path: string, { group, artifact, relativePath }: NonNullable<PomModel['parent']>): string | undefined {
    const written = relativePath === '' ? undefined : pathFrom(path, relativePath);
    // It may name the folder as well.
    for (const place of written === undefined ? [] : [written, written === '' ? 'pom.xml' : `${written}/pom.xml`]) {
      const model = this.#byPath.get(place);
      if (model?.artifact === artifact && place !== path) return place;
    }
    const known = this.#paths.get(`${group}:${artifact}`);
    return known === path ? undefined : known;
  }

  pathOf(group: string, artifact: string): string | undefined {
    return this.#paths.get(`${group}:${artifact}`);
  }
}

/** A project with everything that it inherits. */
export interface Effective {
  readonly dependencies: readonly PomDependency[];
  /** Version and scope that are managed, by `GROUP:ARTIFACT`. */
  readonly managed: ReadonlyMap<string, PomDependency>;
  /** Coordinates of parents and imported lists that are not in the tree. */
  readonly missing: readonly string[];
}

export function effective(tree: PomTree, path: string, steps = { left: mostSteps }): Effective {
  const { models, missing } = tree.chain(path);
  const resolve = resolver(models);
  const dependency = (one: PomDependency): PomDependency => ({
    ...one,
    group: resolve(one.group),
    artifact: resolve(one.artifact),
    ...(one.version === undefined ? {} : { version: resolve(one.version) }),
  });
  const managed = new Map<string, PomDependency>();
  const gone = missing === undefined ? [] : [missing];
  const keep = (one: PomDependency): void => {
    const key = nameOf(one);
    if (!managed.has(key)) managed.set(key, one);
  };
  const own = models.flatMap((model) => model.managed.map(dependency));
  for (const one of own) if (one.scope !== 'import') keep(one);
  for (const one of own) {
    if (one.scope !== 'import') continue;
    const at = tree.pathOf(one.group, one.artifact);
    steps.left--;
    if (at === undefined || steps.left < 0) gone.push(`${nameOf(one)}:${one.version ?? ''}`);
    else {
      const imported = effective(tree, at, steps);
      for (const each of imported.managed.values()) keep(each);
      gone.push(...imported.missing);
    }
  }
  const named = new Map<string, PomDependency>();
  for (const one of models.flatMap((model) => model.dependencies.map(dependency)))
    if (!named.has(nameOf(one))) named.set(nameOf(one), one);
  return { dependencies: [...named.values()], managed, missing: [...new Set(gone)] };
}

export const nameOf = ({ group, artifact }: PomDependency): string => `${group}:${artifact}`;

/** Puts properties in their places: the project's own coordinates, then what the nearest model says. What nobody says stays as it is written. */
function resolver(models: readonly PomModel[]): (text: string) => string {
  const [own] = models;
  const group = models.find((model) => model.group !== undefined)?.group ?? models.at(-1)?.parent?.group;
  const version = models.find((model) => model.version !== undefined)?.version ?? models.at(-1)?.parent?.version;
  const built = new Map<string, string | undefined>([
    ['groupId', group],
    ['artifactId', own?.artifact],
    ['version', version],
    ['parent.groupId', own?.parent?.group],
    ['parent.artifactId', own?.parent?.artifact],
    ['parent.version', own?.parent?.version],
  ]);
  const propertyOf = (name: string): string | undefined => {
    for (const { properties } of models) if (Object.hasOwn(properties, name)) return properties[name];
    return built.get(name.replace(/^(?:project|pom)\./, ''));
  };
  return (text) => {
    let value = text;
    for (let round = 0; round < mostRounds && value.includes('${') && value.length <= longestValue; round++) {
      const next = value.replace(/\$\{([^${}]{1,200})\}/g, (whole, name: string) => propertyOf(name.trim()) ?? whole);
      if (next === value) break;
      value = next;
    }
    return value;
  };
}
