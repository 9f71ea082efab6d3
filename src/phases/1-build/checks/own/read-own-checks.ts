import { defined, SeaworthyError, type Subject, severities } from '../../../../core/index.ts';
import { Complaints, loadLinearExpressions, readYaml, Setting } from '../../../../foundations/formats/index.ts';
import { violation } from '../../../../foundations/kubernetes/index.ts';
import type { DockerfileCheck } from '../dockerfile/check.ts';
import { lintDockerfile } from '../dockerfile/lint-dockerfile.ts';
import type { ManifestCheck } from '../kubernetes/check.ts';
import { lintManifests } from '../kubernetes/lint-manifests.ts';
import { readManifestFile } from '../kubernetes/read-manifest-file.ts';
import { type OwnCondition, readCondition, readWay } from './condition.ts';
import { dockerfileDocument } from './dockerfile-document.ts';
import { type DocumentWay, reached } from './ways.ts';

/** Checks that somebody wrote in a file. */
export interface OwnChecks {
  readonly dockerfile: readonly DockerfileCheck[];
  readonly manifest: readonly ManifestCheck[];
}

/** Bounds on a file of checks. */
const maxBytes = 1024 * 1024;
const maxChecks = 500;
const idForm = /^own\/[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** What a check says besides its examples. */
interface Told {
  readonly of: 'dockerfile' | 'manifest';
  readonly each: DocumentWay | 'containers';
  readonly kinds?: readonly string[];
  readonly where?: OwnCondition;
  readonly must: OwnCondition;
}

type Entry = Omit<DockerfileCheck, 'look' | 'mender'>;

/**
 * Reads a file of checks and tries each on its own examples: one whose violating example is not found, or whose clean one is, is refused. Throws `E_USAGE` with
 * every place that is not understood, and what `readYaml` throws.
 */
export async function readOwnChecks(bytes: Uint8Array, name: string): Promise<OwnChecks> {
  await loadLinearExpressions();
  const [document, second] = await readYaml(bytes, name, { maxBytes, maxDocuments: 2, maxDepth: 32 });
  if (document === undefined || second !== undefined)
    throw new SeaworthyError('E_FORMAT', 'a file of checks is one document', { where: name });
  const complaints = new Complaints(document, name, 'the file of checks');
  const top = new Setting(document.value, [], complaints).keys('version', 'checks');
  if (top.get('version').number() !== 1) top.get('version').complain('1 is expected');
  const items = top.get('checks').items();
  if (items.length === 0 || items.length > maxChecks)
    top.get('checks').complain(`1 to ${maxChecks} checks are expected`);
  const seen = new Set<string>();
  const read = items.slice(0, maxChecks).map((item) => ({ item, ...readCheck(item, name, seen) }));
  complaints.throwIfAny();
  const made = read.map(({ item, entry, told }) => ({ item, entry, told, ...make(entry, told) }));
  for (const one of made) await tryExamples(one.item, one);
  complaints.throwIfAny();
  return {
    dockerfile: made.flatMap(({ dockerfile }) => dockerfile ?? []),
    manifest: made.flatMap(({ manifest }) => manifest ?? []),
  };
}

function readCheck(item: Setting, name: string, seen: Set<string>): { readonly entry: Entry; readonly told: Told } {
  item.keys(
    ...['id', 'title', 'severity', 'why', 'remedy', 'references', 'of', 'kinds', 'each', 'where', 'must'],
    ...['violating', 'clean'],
  );
  const id = item.get('id').requiredText();
  if (!idForm.test(id))
    item.get('id').complain('own/ and a name in small letters is expected, such as own/our-registry');
  if (seen.has(id)) item.get('id').complain('another check has this id');
  seen.add(id);
  const of = item.get('of').oneOf(['dockerfile', 'manifest']);
  if (of === undefined && !item.get('of').isSet) item.get('of').complain('is missing: dockerfile or manifest');
  const kinds = item.get('kinds').texts();
  if (of === 'dockerfile' && kinds !== undefined) item.get('kinds').complain('a Dockerfile has no kinds');
  const each = item.get('each');
  const where = item.get('where').isSet ? readCondition(item.get('where'), name) : undefined;
  if (!item.get('must').isSet) item.get('must').complain('is missing: what should be so');
  const severity = item.get('severity').oneOf(severities.filter((one) => one !== 'unknown'));
  return {
    entry: {
      id,
      version: 1,
      title: item.get('title').requiredText(),
      severity: severity ?? 'medium',
      why: item.get('why').requiredText(),
      remedy: item.get('remedy').requiredText(),
      references: item.get('references').texts() ?? [],
      aliases: [],
      violating: examplesOf(item.get('violating')),
      clean: examplesOf(item.get('clean')),
    },
    told: {
      of: of ?? 'manifest',
      each: each.value === 'containers' && of === 'manifest' ? 'containers' : readWay(each),
      must: item.get('must').isSet ? readCondition(item.get('must'), name) : () => true,
      ...defined({ kinds, where }),
    },
  };
}

/** One example, or several. */
function examplesOf(setting: Setting): readonly string[] {
  const given = Array.isArray(setting.value) ? (setting.texts() ?? []) : [setting.requiredText()];
  if (given.length === 0) setting.complain('at least one example is expected');
  return given;
}

interface Made {
  readonly dockerfile?: DockerfileCheck;
  readonly manifest?: ManifestCheck;
}

function make(entry: Entry, told: Told): Made {
  return told.of === 'dockerfile' ? { dockerfile: ofDockerfile(entry, told) } : { manifest: ofManifests(entry, told) };
}

const expected = ({ remedy }: Entry): string => remedy;

/** Whether a value is none that is judged, or is as it should be. One of which that cannot be told is told, and is no finding. */
function keeps(
  value: unknown,
  { where, must }: { readonly where: OwnCondition | undefined; readonly must: OwnCondition },
  tell: (why: string) => void,
): boolean {
  try {
    return where?.(value) === false || must(value);
  } catch (error) {
    if (!(error instanceof SeaworthyError) || error.code !== 'E_LIMIT') throw error;
    tell(error.message);
    return true;
  }
}

function ofDockerfile(entry: Entry, { each, where, must }: Told): DockerfileCheck {
  return {
    ...entry,
    *look(view) {
      const { document, instructions } = dockerfileDocument(view);
      const all = (document.instructions ?? []) as readonly unknown[];
      for (const { value, path } of reached(document, each === 'containers' ? [] : each)) {
        if (value === undefined) continue;
        const first = valueAt(valueAt(value, 'instructions'), 0);
        const inside = instructions[all.indexOf(first)] ?? instructions[instructionAt(document, path, all)];
        const at = inside?.start ?? view.file.stages[0]?.from.start ?? { line: 1, column: 1 };
        if (keeps(value, { where, must }, (why) => view.tellUnread(at, `${entry.id}: ${why}`))) continue;
        yield { at, observed: inside === undefined ? 'the file' : `${inside.keyword} …`, expected: expected(entry) };
      }
    },
  };
}

/** Which instruction a place lies in: the innermost value on the way that is one. */
function instructionAt(document: unknown, path: readonly (string | number)[], all: readonly unknown[]): number {
  let value = document;
  let found = -1;
  for (const step of path) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
    const index = all.indexOf(value);
    if (index >= 0) found = index;
  }
  return found;
}

function ofManifests(entry: Entry, { each, kinds, where, must }: Told): ManifestCheck {
  return {
    ...entry,
    *look(view) {
      for (const object of view.objects) {
        if (kinds !== undefined && !kinds.includes(object.kind)) continue;
        const places =
          each === 'containers'
            ? (object.pod?.containers ?? []).map(({ node }) => node)
            : reached(object.value, each).map(({ path }) =>
                path.reduce((node, step) => node.below(valueAt(node.value, step), step), object.node),
              );
        for (const node of places) {
          if (!node.isSet) continue;
          if (keeps(node.value, { where, must }, (why) => node.complain(`${entry.id}: ${why}`))) continue;
          const found = violation(object.kind, node, expected(entry));
          // What stands there may be long, or nobody's business: the place is enough.
          yield { object, ...found, observed: 'not as it should be' };
        }
      }
    },
  };
}

const valueAt = (value: unknown, step: string | number): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;

const subject: Subject & { readonly kind: 'files' } = { kind: 'files', name: 'x', content: 'manifest', path: 'x' };

/** Tries a check on its examples, as files are judged. */
async function tryExamples(
  item: Setting,
  { entry, dockerfile, manifest }: Made & { readonly entry: Entry },
): Promise<void> {
  const judge = async (text: string): Promise<number> => {
    const bytes = new TextEncoder().encode(text);
    if (dockerfile !== undefined) return lintDockerfile('Dockerfile', bytes, { checks: [dockerfile] }).findings.length;
    const file = await readManifestFile('example.yaml', bytes, subject);
    if (file === undefined || manifest === undefined) throw new SeaworthyError('E_FORMAT', 'it is no manifest');
    return lintManifests([file], { checks: [manifest] }).results.flatMap(({ findings }) => findings).length;
  };
  for (const [key, wanted] of [
    ['violating', true],
    ['clean', false],
  ] as const)
    for (const text of entry[key]) {
      try {
        if ((await judge(text)) > 0 === wanted) continue;
        item.get(key).complain(wanted ? 'this check does not find anything in it' : 'this check finds something in it');
      } catch (error) {
        item.get(key).complain(`it cannot be judged: ${error instanceof Error ? error.message : ''}`);
      }
    }
}
