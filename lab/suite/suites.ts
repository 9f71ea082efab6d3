import { adversarialArchivesSuite } from './adversarial-archives.ts';
import { cosignKeysSuite } from './cosign-keys.ts';
import { dockerfileLintSuite } from './dockerfile-lint.ts';
import { falcoCapturesSuite } from './falco-captures.ts';
import { falcoEvtgenSuite } from './falco-evtgen.ts';
import { falcoFilterchecksSuite } from './falco-filterchecks.ts';
import { falcoGrammarSuite } from './falco-grammar.ts';
import { falcoK8sAuditSuite } from './falco-k8saudit.ts';
import { falcoRulesSuite } from './falco-rules.ts';
import { imageConfigSuite } from './image-config.ts';
import { ingestSuite } from './ingest.ts';
import { manifestsSuite } from './manifests.ts';
import { matchLabelsSuite } from './match-labels.ts';
import { osvCassettesSuite } from './osv-cassettes.ts';
import { packageDbsSuite } from './package-dbs.ts';
import { podSecuritySuite } from './pod-security.ts';
import { secretsSuite } from './secrets.ts';
import { sigstoreBundlesSuite } from './sigstore-bundles.ts';
import type { Suite } from './suite.ts';
import { sysdigTruthSuite } from './sysdig-truth.ts';
import { trivyGoldenSuite } from './trivy-golden.ts';
import { versionOrderSuite } from './version-order.ts';

/** Every suite that can be run. A new one is one file beside these and one line here. */
export const suites: readonly Suite[] = [
  adversarialArchivesSuite,
  cosignKeysSuite,
  dockerfileLintSuite,
  falcoCapturesSuite,
  falcoEvtgenSuite,
  falcoFilterchecksSuite,
  falcoGrammarSuite,
  falcoK8sAuditSuite,
  falcoRulesSuite,
  imageConfigSuite,
  ingestSuite,
  manifestsSuite,
  matchLabelsSuite,
  osvCassettesSuite,
  packageDbsSuite,
  podSecuritySuite,
  sigstoreBundlesSuite,
  secretsSuite,
  sysdigTruthSuite,
  trivyGoldenSuite,
  versionOrderSuite,
];
