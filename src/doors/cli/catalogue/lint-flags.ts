import { envName, type ListFlag, type MapFlag, type SwitchFlag, type ValueFlag } from './flag.ts';
import { adds, never } from './project.ts';
import { choice, text } from './value-types.ts';

const names =
  'Several are parted by commas. By its id, the last part of its id, or the name that another tool has for it, as `seaworthy checks show CHECK` takes them: such a name may stand for several checks. A name that no check of these files has is refused.';

export const enable: ListFlag<string> = {
  form: 'list',
  name: 'enable',
  category: 'judgement',
  type: text('ID'),
  separator: ',',
  help: 'Judge by this optional check too, or by `all`',
  details: `Checks that are a matter of taste, or of a platform that few have, are off by themselves; \`seaworthy checks list\` marks them as optional, and a report tells how many did not run. ${names} \`--disable\` counts more.`,
  defaultMeans: 'no optional check',
  env: envName('enable'),
  config: 'enable',
  project: adds,
};

export const disable: ListFlag<string> = {
  form: 'list',
  name: 'disable',
  category: 'judgement',
  type: text('ID'),
  separator: ',',
  help: 'Do not judge by this check',
  details: `${names} That it is off is told with what the result rests on, the verdict says that something was left out, and the result is not recorded in the ledger. To set aside single findings visibly, write a comment or use \`--exceptions\`.`,
  defaultMeans: 'no check is switched off',
  env: envName('disable'),
  config: 'disable',
  project: never.judged,
};

/** Severities that a check may be given. */
const levels = ['critical', 'high', 'medium', 'low', 'negligible'] as const;

export const checkSeverity: MapFlag<(typeof levels)[number]> = {
  form: 'map',
  name: 'check-severity',
  category: 'judgement',
  keyPlaceholder: 'ID',
  type: choice('SEVERITY', levels),
  help: 'How severe a check of files is, in place of what it says itself',
  details:
    'For a house that judges otherwise. The check is named as for `--enable`; of a name that stands for several each is meant, and one that no check has is refused. Every finding of it has this severity, also where the check itself tells graver places from others.',
  defaultMeans: 'what the check says',
  env: 'SEAWORTHY_CHECK_SEVERITY_',
  config: 'check-severity',
  project: never.judged,
};

export const checks: ListFlag<string> = {
  form: 'list',
  name: 'checks',
  category: 'judgement',
  type: text('FILE', 'file'),
  separator: ',',
  help: 'Judge by the checks of this file too',
  details:
    'Checks of your own: what should be so in a Dockerfile or a manifest, as a condition over what stands there, with an example that keeps it and one that does not; a check that does not tell its own examples apart is refused ([own checks](own-checks.md)). Their ids begin with `own/`.',
  defaultMeans: 'the checks of this program alone',
  env: envName('checks'),
  config: 'checks',
  project: never.judged,
};

export const fix: SwitchFlag = {
  form: 'switch',
  name: 'fix',
  category: 'change',
  common: true,
  help: 'Rewrite the files so that they keep the checks',
  details:
    'What can be mended without anything that runs noticing more than what was wrong; comments, order and layout stay, and running it twice changes nothing. Each change is proven: the file is read again and judged again. What is set aside by a comment is left alone, and so is a file that could not be read whole, that is a link, or that was changed since it was read. What is not mended is told, with why. The exit code is about the files as they are afterwards.',
};

export const diff: SwitchFlag = {
  form: 'switch',
  name: 'diff',
  category: 'change',
  common: true,
  help: 'Show what `--fix` would rewrite, and write nothing',
  details:
    'A unified diff, as `git apply` and `patch -p1` read it. The lines are those of the file, and so are secrets in them.',
};

export const fixAlso: ListFlag<string> = {
  form: 'list',
  name: 'fix-also',
  category: 'change',
  type: text('ID'),
  separator: ',',
  help: 'Mend this check too, where what runs may notice it',
  details:
    'With `--fix` or `--diff`. Some changes ask something of the program: that it needs no root, no rights of its own, no file of the image to be writable. They are made only for checks that are named here, or for `all`. Named as for `--enable`.',
  defaultMeans: 'no such change',
};

export const as: ValueFlag<'dockerfile' | 'manifest'> = {
  form: 'value',
  name: 'as',
  category: 'target',
  type: choice('KIND', ['dockerfile', 'manifest']),
  help: 'What `-` (standard input) is taken for',
  details:
    'A Dockerfile, or Kubernetes manifests. Files of a path are known by their names and by what stands in them.',
  defaultMeans: 'what stands in it decides',
};
