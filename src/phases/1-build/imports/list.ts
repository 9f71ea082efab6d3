import { checkovImport } from './checkov/index.ts';
import { gitleaksImport } from './gitleaks/index.ts';
import { grypeImport } from './grype/index.ts';
import type { ImportFormat } from './imported.ts';
import { kubeBenchImport } from './kube-bench/index.ts';
import { sarifImport } from './sarif/index.ts';
import { semgrepImport } from './semgrep/index.ts';
import { trivyImport } from './trivy/index.ts';
import { zapImport } from './zap/index.ts';

/** Every form of report that is read. A new one is a folder beside these and a line here. */
export const importFormats: readonly ImportFormat[] = [
  sarifImport,
  zapImport,
  trivyImport,
  grypeImport,
  checkovImport,
  kubeBenchImport,
  semgrepImport,
  gitleaksImport,
];
