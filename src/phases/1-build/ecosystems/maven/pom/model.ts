import { defined } from '../../../../../core/index.ts';
import { childNamed, childrenNamed, childText, type XmlElement } from '../../../../../foundations/formats/index.ts';

/** A dependency as a project model writes it: what it leaves out is managed elsewhere. */
export interface PomDependency {
  readonly group: string;
  readonly artifact: string;
  readonly version?: string;
  readonly scope?: string;
  readonly kind?: string;
}

/** What a `pom.xml` says itself (maven.apache.org, "POM Reference"), before its parents are asked. */
export interface PomModel {
  readonly group?: string;
  readonly artifact: string;
  readonly version?: string;
  readonly parent?: {
    readonly group: string;
    readonly artifact: string;
    readonly version: string;
    readonly relativePath: string;
  };
  readonly properties: Readonly<Record<string, string>>;
  readonly managed: readonly PomDependency[];
  readonly dependencies: readonly PomDependency[];
}

/** Of a property: what is longer is no version. */
const longestValue = 1_000;
/** Far more than any project has. */
const most = 5_000;

export function readModel(project: XmlElement): PomModel {
  const parent = childNamed(project, 'parent');
  const [group, version] = [childText(project, 'groupId'), childText(project, 'version')];
  return {
    artifact: childText(project, 'artifactId') ?? '',
    ...defined({ group, version }),
    ...(parent === undefined
      ? {}
      : {
          parent: {
            group: childText(parent, 'groupId') ?? '',
            artifact: childText(parent, 'artifactId') ?? '',
            version: childText(parent, 'version') ?? '',
            // An empty element says that the parent is not in the tree.
            relativePath:
              childNamed(parent, 'relativePath') === undefined
                ? '../pom.xml'
                : (childText(parent, 'relativePath') ?? ''),
          },
        }),
    properties: Object.fromEntries(
      (childNamed(project, 'properties')?.children ?? [])
        .slice(0, most)
        .flatMap(({ name, text }) => (text.length > longestValue ? [] : [[name, text] as const])),
    ),
    managed: dependenciesIn(childNamed(project, 'dependencyManagement')),
    dependencies: dependenciesIn(project),
  };
}

function dependenciesIn(element: XmlElement | undefined): readonly PomDependency[] {
  const listed = childrenNamed(childNamed(element, 'dependencies'), 'dependency').slice(0, most);
  return listed.map((one) => {
    const [version, scope, kind] = [childText(one, 'version'), childText(one, 'scope'), childText(one, 'type')];
    return {
      group: childText(one, 'groupId') ?? '',
      artifact: childText(one, 'artifactId') ?? '',
      ...defined({ version, scope, kind }),
    };
  });
}
