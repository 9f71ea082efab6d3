import {
  type Bringer,
  bringers,
  type Conditions,
  parseConditions,
  type Severity,
  severities,
  whyOf,
} from '../../../core/index.ts';
import { type OutputSpec, parseOutput } from '../output/output-spec.ts';
import { envName, type Flag, type ListFlag, type SwitchFlag, type ValueFlag, type ValueType } from './flag.ts';
import { adds, never, only, onlyFalse, onlyTrue, type ProjectRule } from './project.ts';
import { choice, text } from './value-types.ts';

export const output: ListFlag<OutputSpec> = {
  form: 'list',
  name: 'output',
  short: 'o',
  category: 'output',
  common: true,
  type: {
    placeholder: 'FORMAT[=FILE]',
    schema: { type: 'string', pattern: '^[a-z][a-z0-9-]*(=.+)?$' },
    parse: parseOutput,
  },
  separator: ',',
  help: 'Write the result in this format, to standard output or to a file',
  details:
    'May be given several times; at most one format goes to standard output. A file is written whole or not at all. In the name of a file `{target}` stands for the target and `{number}` for which of several it is. When every format goes to a file, nothing is printed but the alerts of `replay` and `watch`. `seaworthy help formats` lists the formats. One that would tell nothing of what the command finds out (`sbom -o sarif`, `lint -o spdx`) is refused. Settings in a file or the environment are for commands that write reports (`scan`, `sbom`, `lint`); all others take this from the command line alone.',
  defaultMeans: 'table (scan, lint), cyclonedx (sbom), text',
  env: envName('output'),
  config: 'output',
  project: {
    may: 'name files inside',
    filesOf: (value) => (value as readonly OutputSpec[]).flatMap(({ file }) => file ?? []),
  },
};

export const json: SwitchFlag = {
  form: 'switch',
  name: 'json',
  category: 'output',
  common: true,
  help: 'Print JSON instead of text',
  details:
    'The older word for `-o json` on commands that write no report, and for `-o jsonl` on `replay` and `watch`. It goes on working.',
  replacedBy: '-o json',
};

export const html: ValueFlag<string> = {
  form: 'value',
  name: 'html',
  category: 'output',
  common: true,
  type: text('FILE', 'file'),
  help: 'Also write one page to look at to this file',
  details:
    'The older word for `-o html=FILE`, beside which the text is printed as well. It goes on working. The page needs nothing else: no network, no files beside it.',
  replacedBy: '-o text -o html=FILE',
};

/** What a command that prints a result and no report knows. */
export const printing: readonly Flag[] = [output, json];

export const reportPage: ValueFlag<string> = {
  form: 'value',
  name: 'report-page',
  category: 'output',
  type: text('FILE', 'file'),
  help: 'Also write its newest report as a page to this file',
  details:
    'The report is that of the newest scan or lint that the ledger holds. With `-o html=FILE` the two pages link to each other. The file is written whole or not at all.',
};

function readConditions(text: string): Conditions {
  try {
    return parseConditions(text);
  } catch (cause) {
    throw new Error(`${whyOf(cause)} (see \`seaworthy help fail-on\`)`);
  }
}

export const failOn: ListFlag<Conditions> = {
  form: 'list',
  name: 'fail-on',
  category: 'judgement',
  common: true,
  type: {
    placeholder: 'CONDITIONS',
    schema: { type: 'string', minLength: 1 },
    parse: readConditions,
  },
  separator: ';',
  help: 'Exit with 3 when a finding meets all of these conditions',
  details:
    'Conditions are parted by commas, and a finding must meet all of them: `severity>=high,fixable`. Given several times, meeting one of them is enough. Conditions: `severity`, `risk` (0–100), `epss` (0–1) and `cvss` (0–10) with `>=`, `>`, `<=`, `<` or `=`; `kind=vulnerability` and the other kinds; `fixable` (a version without the flaw exists), `exploited` (on the CISA KEV list), `reachable` (the program comes to the code that has the flaw; told of Go programs), `older-than=14d` (published more than so long ago, in `m`, `h` or `d`), `new` (not in the report of `--baseline`, or not of a base that a list names with `--baseline base`), `in-use` (its package was seen in use at run time); each but the last with `!` before it for the opposite. A severity alone, `high`, means `severity>=high`. Findings that are suppressed do not count. A value that nobody has stated (severity `unknown`, no EPSS score, no date of publication, no data about exploitation, nobody could see whether its code is reached, nobody watched it in use) meets no comparison and fails none: unless another condition settles it, the finding is not judged, and the exit code is 5 when nothing else breaks the threshold. `unknown` (or `severity=unknown`), `epss=unknown`, `cvss=unknown`, `exploited=unknown`, `fixable=unknown`, `reachable=unknown`, `older-than=unknown` and `in-use=unknown` ask for just that: `--fail-on high --fail-on unknown` counts findings of unknown severity, `--fail-on high,!unknown` lets them pass. A package that nobody could judge (no version that could be compared, not built by the distribution) may have any flaw, so the exit code is 5 as well: `--fail-on high,!unjudged` lets such packages pass, `--fail-on unjudged` counts them. Malware, secrets and checks are no matter of versions: none is `fixable` or `older-than` anything, so ask for them by severity or kind (`--fail-on high,fixable --fail-on kind=secret`). A `kind` that nobody looked for (secrets under `--secrets off`, flaws for `fixable`, `exploited`, `epss` and `cvss` under `lint`) is not judged either. Conditions that nothing can meet are refused: `kind=secret,fixable`, `exploited,!exploited`, `risk>100`.',
  defaultMeans: 'findings alone do not fail',
  env: envName('fail-on'),
  config: 'fail-on',
  project: adds,
};

export const exceptions: ListFlag<string> = {
  form: 'list',
  name: 'exceptions',
  category: 'judgement',
  type: text('FILE', 'file'),
  separator: ',',
  help: 'Set aside what this file says',
  details:
    'Known by its name, else by what stands in it: our own form (`seaworthy.exceptions.yaml`; `docs/schemas/exceptions.schema.json`), with reason, owner and end of each exception, by id, kind, package, path and target; `.trivyignore` and `.trivyignore.yaml` of Trivy, the `ignore` list of `.grype.yaml`, `osv-scanner.toml`, `.checkov.yaml` and `.hadolint.yaml` for checks, and a baseline (JSON) or `.gitleaksignore` of gitleaks, read as they are. What is set aside stays in every output with who, why, until when and by which line of which file; `--fail-on` does not count it, the `findings` rule of a gate does unless it says otherwise. A rule with a condition that cannot be honoured here is not applied, and told; so are rules that are over and those that set nothing aside. No file is read for lying beside what is judged: whoever wrote that may have put it there. Name it here, in the variable, or in your own configuration. Malware is set aside by its own id or kind alone.',
  defaultMeans: 'nothing is set aside',
  env: envName('exceptions'),
  config: 'exceptions',
  project: never.judged,
};

export const baseline: ValueFlag<string> = {
  form: 'value',
  name: 'baseline',
  category: 'judgement',
  type: text('REPORT', 'file'),
  help: 'What `--fail-on new` compares with: a report, `ledger:REF` or `base`',
  details:
    'A finding is new when the report holds none of the same fingerprint, whether it was set aside there or not; the fingerprint stays the same whatever version, layer or line it is in. `--fail-on high,new` fails on what came in since; what the report did not look for (`--secrets off`) is all new. `ledger:` before a number, a digest or a name takes the newest scan that the ledger holds of it. `base` stands for the image that the target was built from: new is what lies in no layer of it, and where layers do not prove which image that is, nothing is judged (5). A report of another target is told. To see what changed besides, use `diff`.',
  defaultMeans: 'nothing to compare with',
  env: envName('baseline'),
  config: 'baseline',
  project: never.judged,
};

/** A list as people of other tools write it too: in capitals. */
const shownSeverities: ValueType<readonly Severity[]> = {
  placeholder: 'SEVERITIES',
  schema: { type: 'string', minLength: 1 },
  parse: (given) =>
    given.split(',').map((word) => {
      const found = severities.find((severity) => severity === word.trim().toLowerCase());
      if (found === undefined) throw new Error(`a list of ${severities.join(', ')}`);
      return found;
    }),
};

export const severity: ListFlag<readonly Severity[]> = {
  form: 'list',
  name: 'severity',
  category: 'output',
  type: shownSeverities,
  separator: ';',
  help: 'Show findings of these severities only: high,critical',
  details:
    'What is shown, and nothing else: `--fail-on`, the counts and the ledger are about all findings, and every output that shows fewer says how many it does not show. Tables, pages, SARIF and lists of names heed it; JSON, bills of materials and OpenVEX hold everything, because other programs compare and keep them.',
  defaultMeans: 'all',
  env: envName('severity'),
  config: 'severity',
  project: never.judged,
};

export const onlyFixed: SwitchFlag = {
  form: 'switch',
  name: 'only-fixed',
  category: 'output',
  help: 'Of vulnerabilities show those only that a version is without',
  details:
    'As `--severity`, about what is shown and not about what is judged. Malware, secrets and whatever else is no matter of versions is shown all the same. To fail only on what can be fixed, write `--fail-on high,fixable`.',
  env: envName('only-fixed'),
  config: 'only-fixed',
  project: never.judged,
};

export const broughtBy: ValueFlag<Bringer> = {
  form: 'value',
  name: 'brought-by',
  category: 'output',
  type: choice('WHO', bringers),
  help: 'Show what the base image brought, or what you built upon it, only',
  details:
    'As `--severity`, about what is shown and not about what is judged. A finding is of the base where it lies in one of its layers. What lies in no layer, and everything where nobody can tell where the base ends, is shown with either.',
  defaultMeans: 'both',
  env: envName('brought-by'),
  config: 'brought-by',
  project: never.judged,
};

export const webhook: ValueFlag<string> = {
  form: 'value',
  name: 'webhook',
  category: 'output',
  type: text('URL'),
  help: 'POST what became worse to this address, as JSON',
  details:
    'Told are findings that are new since the last scan, more severe, exploited by now, or no longer set aside, by subject; nothing is sent where there are none. The message has `text`, one sentence, beside the findings, so that chats show it, and an `id` that stays the same when it is sent again. It goes by https (`--insecure-plain-http` names hosts that may do without), three times at most, 15 seconds each. Whoever knows such an address can write there: no output names more of it than the host, and it is best given in the variable. A message that was not taken is told, and makes the exit code 1 where it would be 0.',
  defaultMeans: 'nobody is told',
  env: envName('webhook'),
  config: 'webhook',
  project: never.trust,
};

const licenceDetails =
  'An identifier of the SPDX list (`MIT`), one with an exception (`GPL-2.0-only WITH Classpath-exception-2.0`), `LicenseRef-NAME`, or a pattern (`GPL-*`). What a package states is read as an SPDX expression: of licences joined by AND all hold, of those joined by OR one may be chosen, and an exception takes nothing away. `GPL-2.0` and `GPL-2.0+` mean `-only` and `-or-later`, which are two licences here. A package that states none in words that are known is taken by the text of a licence that lies in its own folder, where that is one of those that are recognised.';

function licenceList(name: string, help: string, details: string, project: ProjectRule): ListFlag<string> {
  return {
    form: 'list',
    name,
    category: 'judgement',
    type: text('LICENCE'),
    separator: ',',
    help,
    details: `${details} ${licenceDetails}`,
    defaultMeans: 'licences are not looked at',
    env: envName(name),
    config: name,
    project,
  };
}

export const licenceDeny = licenceList(
  'licence-deny',
  'Find packages under this licence',
  'A finding `licence/denied` of severity high for each package that can be used under no licence but such ones. Of each of which no licence is known, `licence/unknown` of severity unknown: it may be under this one as well.',
  adds,
);

export const licenceAllow = licenceList(
  'licence-allow',
  'Find packages under any licence but these',
  'A finding `licence/not-allowed` of severity medium for each package that can be used under none of them, and `licence/unknown` of severity unknown where no licence is known: nothing that nobody knows is allowed. `--licence-deny` counts before it.',
  never.judged,
);

export const allowPartial: SwitchFlag = {
  form: 'switch',
  name: 'allow-partial',
  category: 'judgement',
  help: 'Exit with 0 although something could not be looked at',
  details:
    'Without it a scan that missed something (an unreadable file, a limit, a package database it does not know) exits with 5, because its silence means nothing. The report says what was missed either way.',
  env: envName('allow-partial'),
  config: 'allow-partial',
  project: onlyFalse,
};

export const secrets: ValueFlag<'on' | 'off'> = {
  form: 'value',
  name: 'secrets',
  category: 'judgement',
  type: choice('on|off', ['on', 'off']),
  default: 'on',
  negation: 'off',
  help: 'Look for secrets in all layers, the configuration and the history',
  details:
    'Passwords, tokens and keys, also in files that a later layer deletes: whoever can pull the image can read them. A value is never stored; it is told by its edges and by a fingerprint under a key that only you have. `off` (or `--no-secrets`) looks for packages only.',
  env: envName('secrets'),
  config: 'secrets',
  project: only('on'),
};

export const development: SwitchFlag = {
  form: 'switch',
  name: 'development',
  category: 'judgement',
  help: 'Of a source tree: judge also what is wanted for building and testing only',
  details:
    'Lock files say of many packages that only development needs them (`devDependencies`, groups, test configurations). By default they are left out, and the result says how many.',
  env: envName('development'),
  config: 'development',
  project: onlyTrue,
};
