import type { ExceptionFormat } from '../rule.ts';
import { checkovFormat } from './checkov/index.ts';
import { dockleignoreFormat } from './dockleignore/index.ts';
import { gitleaksFormat } from './gitleaks/index.ts';
import { grypeFormat } from './grype/index.ts';
import { hadolintFormat } from './hadolint/index.ts';
import { osvScannerFormat } from './osv-scanner/index.ts';
import { seaworthyFormat } from './seaworthy/index.ts';
import { trivyignoreFormat } from './trivyignore/index.ts';
import { trivyignoreYamlFormat } from './trivyignore-yaml/index.ts';

/** Every form in which exceptions are read; where a name says nothing, the first that the content looks like. */
export const exceptionFormats: readonly ExceptionFormat[] = [
  seaworthyFormat,
  trivyignoreYamlFormat,
  grypeFormat,
  osvScannerFormat,
  dockleignoreFormat,
  trivyignoreFormat,
  gitleaksFormat,
  checkovFormat,
  hadolintFormat,
];
