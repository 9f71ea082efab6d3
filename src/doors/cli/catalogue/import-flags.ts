import type { ValueFlag } from './flag.ts';
import { text } from './value-types.ts';

/** Forms of other tools' reports. */
export const importFormatIds = [
  'sarif',
  'zap',
  'trivy',
  'grype',
  'checkov',
  'kube-bench',
  'semgrep',
  'gitleaks',
] as const;

export const format: ValueFlag<string> = {
  form: 'value',
  name: 'format',
  category: 'target',
  common: true,
  type: { ...text('FORM'), schema: { enum: [...importFormatIds] } },
  help: 'The form of the reports, such as sarif',
  details: `One of ${importFormatIds.join(', ')}. Each report is known by what it says, whatever its name. With this flag one that is of another form is refused.`,
  defaultMeans: 'by the content of each',
};
