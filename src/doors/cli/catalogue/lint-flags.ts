import { envName, type ListFlag } from './flag.ts';
import { adds, never } from './project.ts';
import { text } from './value-types.ts';

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
