import { envName, type SwitchFlag, type ValueFlag } from './flag.ts';
import { never } from './project.ts';
import { text } from './value-types.ts';

export const rules: ValueFlag<string> = {
  form: 'value',
  name: 'secret-rules',
  category: 'judgement',
  type: text('FILE', 'file'),
  help: 'Look for secrets by these rules: of gitleaks, betterleaks or Trivy',
  details:
    'The TOML of gitleaks and betterleaks (rules, composite rules, lists of what is allowed, `[extend]`), or the `trivy-secret.yaml` of Trivy, read as it is. Ours stand in for the built-in rules of either, by their ids: of a TOML without `useDefault = true` only its own rules are asked. What a file leaves out is told with the result. Expressions are those of RE2 and run in linear time; what would cost too much is not tried, and told. Programs of betterleaks (`filter`, `validate`) are not run. No file is read for lying beside what is judged.',
  defaultMeans: 'every kind that `explain` knows',
  env: envName('secret-rules'),
  config: 'secret-rules',
  project: never.judged,
};

export const staged: SwitchFlag = {
  form: 'switch',
  name: 'staged',
  category: 'target',
  common: true,
  help: 'What is about to be committed, and nothing of the history: for a hook',
  details: 'As `git diff --cached` shows it. Where nothing is staged, nothing is found.',
};
