import { envName, type ListFlag, type SwitchFlag, type ValueFlag } from './flag.ts';
import { never } from './project.ts';
import { duration, text } from './value-types.ts';

export const rules: ListFlag<string> = {
  form: 'list',
  name: 'rules',
  category: 'judgement',
  common: true,
  type: text('FILE', 'file'),
  separator: ',',
  help: 'Judge events by this Falco rules file',
  details:
    'May be given several times; files are loaded in the order given, later ones may add to and override what earlier ones define. A file that does not load ends the command: half a set of rules would be silent where the other half would speak.',
  defaultMeans: 'no rules: only what was in use is learnt',
  env: envName('rules'),
  config: 'rules',
  project: never.judged,
};

export const tags: ListFlag<string> = {
  form: 'list',
  name: 'tags',
  category: 'judgement',
  common: true,
  type: text('TAG'),
  separator: ',',
  help: 'Only rules with one of these tags; `!TAG` leaves rules out',
  details: 'Rules that their files leave off stay off.',
  defaultMeans: 'every rule that its file leaves on',
};

export const falcoConfig: ValueFlag<string> = {
  form: 'value',
  name: 'falco-config',
  category: 'judgement',
  type: text('FILE', 'file'),
  help: 'Read rules files, switches and forms of alerts from this `falco.yaml`',
  details:
    'Its rules files come before those of `--rules`. Read are `rules_files`, `rules`, `priority`, `rule_matching`, `append_output`, `json_output` with its `json_include_…`, `time_format_iso_8601`; every other key is named as having no meaning here, and so is a plug-in that cannot be loaded. With `json_output` alerts are printed as JSON.',
  defaultMeans: 'none',
};

export const strict: SwitchFlag = {
  form: 'switch',
  name: 'strict',
  category: 'judgement',
  common: true,
  help: 'Exit with 3 when something is odd, not only when it is wrong',
  details: 'Warnings and hints count as much as errors.',
};

export const rule: ValueFlag<string> = {
  form: 'value',
  name: 'rule',
  category: 'target',
  common: true,
  type: text('NAME'),
  help: 'Only the rule of this name',
  details: 'Whole, in any case.',
};

export const image: ValueFlag<string> = {
  form: 'value',
  name: 'image',
  category: 'target',
  common: true,
  type: text('NAME|DIGEST'),
  help: 'The image of the containers',
  details:
    'Where nothing else tells it: a recording without names, containers whose engine cannot be asked. A name or digest that the ledger knows, so scan the image first. Files that were run, loaded and opened are then told apart by the packages of that image.',
};

/** Most milliseconds that a timer can wait. */
const longest = 2 ** 31 - 1;

export const forTime: ValueFlag<number> = {
  form: 'value',
  name: 'for',
  category: 'target',
  common: true,
  type: {
    ...duration,
    parse(given) {
      const milliseconds = duration.parse(given);
      if (milliseconds > longest) throw new Error('a duration of at most 24d');
      return milliseconds;
    },
  },
  help: 'How long to watch',
  details:
    'Counted from the moment the sensor is ready; at most 24 days. An interruption ends the watch earlier, and with exit code 130, because less was seen than was asked for.',
  defaultMeans: 'until it is stopped, which ends it with exit code 0',
};

export const sensor: ValueFlag<string> = {
  form: 'value',
  name: 'sensor',
  category: 'target',
  type: text('FILE', 'file'),
  help: 'The sensor program',
  details:
    'It runs with the rights of this command, so take it from nobody you would not run as root. Built by `npm run sensor`, or `make -C FOLDER/sensor` in the folder of an installed package.',
  defaultMeans: 'sensor/build/seaworthy-sensor in the folder of the package',
  env: envName('sensor'),
  config: 'sensor',
  project: never.runs,
};

export const muteCgroup: ListFlag<string> = {
  form: 'list',
  name: 'mute-cgroup',
  category: 'target',
  type: text('DIR|ID', 'directory'),
  separator: ',',
  help: 'Do not watch what runs in or below this control group',
  details:
    'A directory of cgroup v2, as `/sys/fs/cgroup/system.slice/backup.service`, or its inode number; at most 64. The kernel leaves its events out, so that they cost nothing. What was left out is told, and stands in the ledger beside what was in use.',
  defaultMeans: 'every control group is watched',
};

export const mutePath: ListFlag<string> = {
  form: 'list',
  name: 'mute-path',
  category: 'target',
  type: text('DIR', 'directory'),
  separator: ',',
  help: 'Do not tell what is opened in or below this directory',
  details:
    'Known by its file system and number and not by a name, so that no link and no other name for it makes a difference; at most 64. What does not open there, what is executed and what is mapped as code is told all the same. What was left out is told, and stands in the ledger beside what was in use.',
  defaultMeans: 'files of every directory are told',
};

export const user: ValueFlag<string> = {
  form: 'value',
  name: 'user',
  category: 'target',
  type: text('NAME|UID:GID'),
  help: 'Give up root for this user once the sensor runs',
  details:
    'Only the sensor needs rights, and it is a process of its own: what reads its events, judges them and writes the ledger goes on as this user, with the user’s groups, for good. The ledger must be writable for the user (`--ledger`). Files of container runtimes are then closed to it, so that images and names are asked of their sockets, for which the user must be in their group. Without root the sensor needs the capabilities that sensor/README.md lists, and this flag is not needed.',
  defaultMeans: 'the user who started it',
  env: envName('user'),
  config: 'user',
  project: never.runs,
};
