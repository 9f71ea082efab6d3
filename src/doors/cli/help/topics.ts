import { environmentVariables } from '../catalogue/environment.ts';
import { flags } from '../catalogue/index.ts';
import type { Host } from '../host.ts';
import { resultFormats } from '../output/result-format.ts';
import { definitions, paragraph } from './layout.ts';

/** Something to read about that is no command and no flag. */
export interface Topic {
  readonly id: string;
  readonly summary: string;
  text(columns: number, host: Host): Promise<string> | string;
}

export const topics: readonly Topic[] = [
  {
    id: 'exit-codes',
    summary: 'what each exit code means',
    async text(columns) {
      const { exitCodes } = await import('../../../core/index.ts');
      const rows = Object.entries(exitCodes).map(([code, meaning]) => [code, meaning] as const);
      return `${paragraph('Exit codes of every command:', columns)}\n${definitions(rows, columns)}\n${paragraph(exitCodeNote, columns)}`;
    },
  },
  {
    id: 'environment',
    summary: 'environment variables that matter',
    text(columns) {
      const rows = environmentVariables.map(({ name, help, prefix }) => [prefix ? `${name}NAME` : name, help] as const);
      return `${paragraph('Environment variables. A flag wins over a variable; `seaworthy env` shows what is set.', columns)}\n${definitions(rows, columns)}`;
    },
  },
  {
    id: 'formats',
    summary: 'what `-o` can write',
    async text(columns, host) {
      const { reportFormats } = await host.reports();
      const rows = reportFormats.map(({ id, title }) => [id, title] as const);
      const [reports, others] = [definitions(rows, columns), definitions(Object.entries(resultFormats), columns)];
      return [
        paragraph('Formats for -o FORMAT or -o FORMAT=FILE. Of reports (scan, sbom, lint, replay, watch):', columns),
        reports,
        paragraph('Of what all other commands print, and of alerts; the help of a command says which it has:', columns),
        others,
      ].join('\n');
    },
  },
  {
    id: 'extractors',
    summary: 'who reads what, for `--skip-extractor`',
    async text(columns, host) {
      const all = await (await host.flows()).listExtractors();
      const rows = (declared: boolean) =>
        all
          .filter(({ evidence }) => (evidence === 'declared') === declared)
          .map(({ id, title }) => [id, title] as const);
      return [
        paragraph('Extractors for --skip-extractor and --only-extractor. Of what is installed:', columns),
        definitions(rows(false), columns),
        paragraph('Of what is declared, in source trees:', columns),
        definitions(rows(true), columns),
      ].join('\n');
    },
  },
  {
    id: 'configuration',
    summary: 'the configuration file and what wins over what',
    text(columns) {
      const rows = flags
        .filter(({ config }) => config !== undefined)
        .map(({ config = '', help }) => [config, help] as const);
      return `${paragraph(precedenceNote, columns)}\n${paragraph(projectFileNote, columns)}\nKeys\n${definitions(rows, columns)}`;
    },
  },
];

/** Said in help and in the reference. */
export const exitCodeNote =
  'When a threshold is broken and something was missed as well, the code is 3: what was found is certain, whatever was missed. A threshold that cannot be held against some finding, because its severity, score or fix is not known, is not assessed: 5, with the ways out in the line that says so (`seaworthy help fail-on`). `--allow-partial` turns 5 to 0 where a command has it, and never 3. Of several targets the worst counts: 3 first, then what could not be done at all (1, 2, 6), then 5; so 0 says that each of them was looked at and is within policy. `verify` ends with 0 for trusted, 4 for not trusted, and 5 where an outage kept it from being determined: a list or a signature that could not be had is never taken for "no signature". What whoever may push can cause (junk, floods, lists of what is not there) is not trusted, never "not determined".\n\nSoftware that proves itself (a package database, an archive, a lock file) and that nothing here reads makes 5. One exception: a program that is in no package and tells nothing of itself, such as the only file of an image made from scratch, was looked at whole, and so it makes no 5. It is listed as not identified beside the verdict and in every report, and a gate calls no image with such a program clean.\n\nPackages that nobody could judge are listed as not judged beside the verdict. They make 5 where no source of advisories covers their kind or their distribution, where the order of their versions is not known, where the data of their source is not at hand, and, whatever the reasons, where no package of all was judged. Beside packages that are judged, one without a version, with a text that is none, or from elsewhere than the distribution or the registry makes 5 only under a threshold that its flaws could break (`seaworthy help fail-on`).';

export const precedenceNote =
  'A flag wins over an environment variable, that over `seaworthy.yaml` in the working folder (the project’s file), that over `seaworthy/seaworthy.yaml` in $XDG_CONFIG_HOME or ~/.config (your own file), that over the default. `seaworthy config show --origin` says where each value comes from.';

export const projectFileNote =
  'A project’s file comes with the project, perhaps from somebody you do not know. It may therefore name nothing outside of the project and make nothing less strict than it is without it: files only inside of it (none that is hidden, through no link that leads out), thresholds only besides yours, limits only lower; and nothing at all of what decides whom you trust, what is judged and by what data, where your files lie, or what runs. What each key may do there is told with it below. A key that breaks this ends the command with the line. `--config seaworthy.yaml` reads the file as your own, if you do trust it.';
