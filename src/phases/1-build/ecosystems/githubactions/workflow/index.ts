import { SeaworthyError } from '../../../../../core/index.ts';
import { asObject, field, isObject, loadYaml, readYamlText } from '../../../../../foundations/formats/index.ts';
import type { Extraction, Extractor, FoundPackage } from '../../extractor.ts';
import { Problems } from '../../problems.ts';

/** `OWNER/REPOSITORY[/PATH]@REF` (docs.github.com, "Workflow syntax", `jobs.<job_id>.steps[*].uses`). */
const action = /^([A-Za-z0-9][A-Za-z0-9-]{0,38})\/([A-Za-z0-9_.-]{1,100})((?:\/[^@\s]{1,500})?)@(\S{1,250})$/;
/** A release or a commit. `v4` and `main` move, so that nobody knows from them what ran. */
const exact = /^(?:v?\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?|[0-9a-f]{40}|[0-9a-f]{64})$/;
const isMoving = ({ version }: FoundPackage): boolean => version === '';

function extract(path: string, bytes: Uint8Array): Extraction {
  const [document] = readYamlText(bytes, path);
  // One of which everything was put into comments runs nothing.
  if (document === undefined) return { packages: [], files: [], problems: [] };
  const value = asObject(document, path);
  const jobs = field(value, 'jobs');
  const runs = field(value, 'runs');
  if (!isObject(jobs) && !isObject(runs))
    throw new SeaworthyError('E_FORMAT', 'no workflow and no action of GitHub', { where: path });
  const problems = new Problems();
  const used = [
    ...(isObject(jobs) ? Object.values(jobs) : []).flatMap((job) => [
      field(job, 'uses'),
      ...usesIn(field(job, 'steps')),
    ]),
    ...usesIn(field(runs, 'steps')),
  ].filter((one): one is string => typeof one === 'string');
  const packages = new Map<string, FoundPackage>();
  for (const one of used) {
    // Actions of the repository itself, and images, which are targets of their own.
    if (one.startsWith('./') || one.startsWith('docker://')) continue;
    const found = packageOf(one);
    if (found === undefined) problems.add(`${one.slice(0, 100)} is no action at a state of it`);
    else packages.set(one, found);
  }
  const moving = [...packages.values()].filter(isMoving).map(({ name }) => name);
  const notes =
    moving.length === 0
      ? []
      : [
          `which release runs is not known of ${[...new Set(moving)].slice(0, 3).join(', ')}${moving.length > 3 ? ' and others' : ''}: pin them by commit`,
        ];
  return { packages: [...packages.values()], files: [], problems: problems.list(), notes };
}

const usesIn = (steps: unknown): readonly unknown[] =>
  Array.isArray(steps) ? steps.map((step) => field(step, 'uses')) : [];

function packageOf(text: string): FoundPackage | undefined {
  const [, owner, repository, path = '', reference] = action.exec(text) ?? [];
  if (owner === undefined || repository === undefined || reference === undefined) return undefined;
  return {
    name: `${owner}/${repository}`,
    version: exact.test(reference) ? reference : '',
    type: 'githubactions',
    versionOrder: 'semver',
    purl: { namespace: owner, name: repository, ...(path === '' ? {} : { subpath: path.slice(1) }) },
    direct: true,
  };
}

/** What the workflows of a repository run with the rights that they have, and what actions use in turn. */
export const githubWorkflow: Extractor = {
  id: 'github-workflow',
  version: 1,
  title: 'Actions that workflows of GitHub use',
  evidence: 'declared',
  wanted: {
    anywhere: ['.github/workflows/*.yml', '.github/workflows/*.yaml', 'action.yml', 'action.yaml'],
    accepts: (path) => !`/${path}`.includes('/node_modules/'),
  },
  gives: [],
  maxBytes: 2 * 1024 * 1024,
  isDatabase: false,
  prepare: loadYaml,
  extract,
};
