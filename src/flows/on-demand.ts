/*
 * The flows that a program calls by name. Each is loaded when it is called, with what it needs: a `verify` brings nothing of a scan. This is the
 * room's second door, because everything that stands in `index.ts` is loaded with it.
 */
type All = typeof import('./index.ts');

type Name =
  | 'addBases'
  | 'applyRetire'
  | 'attestImage'
  | 'basesFile'
  | 'buildDatabase'
  | 'checkRules'
  | 'checkSbom'
  | 'checkWebhook'
  | 'ci'
  | 'databaseStatus'
  | 'describeRules'
  | 'diff'
  | 'enabledFeeds'
  | 'exceptionFilesIn'
  | 'exportDatabase'
  | 'findChecks'
  | 'findFinding'
  | 'fix'
  | 'gateCheck'
  | 'generateKeyFiles'
  | 'imageTree'
  | 'importArchives'
  | 'importDatabase'
  | 'importReports'
  | 'initGate'
  | 'ledgerCheckpoint'
  | 'ledgerExport'
  | 'ledgerImport'
  | 'ledgerList'
  | 'ledgerPrune'
  | 'ledgerReport'
  | 'ledgerShow'
  | 'ledgerSignedCheckpoint'
  | 'ledgerSubjects'
  | 'ledgerVerify'
  | 'lint'
  | 'lintFix'
  | 'listChecks'
  | 'listExtractors'
  | 'listFields'
  | 'lookUp'
  | 'makeServerCertificate'
  | 'mergeSboms'
  | 'openAdmission'
  | 'openAuditJudge'
  | 'otherBases'
  | 'parseEnds'
  | 'planRetire'
  | 'postMessage'
  | 'pullDatabase'
  | 'pushDatabase'
  | 'rejudge'
  | 'replay'
  | 'reportOn'
  | 'sbom'
  | 'sbomEach'
  | 'scan'
  | 'scanEach'
  | 'searchDatabase'
  | 'secretsInGit'
  | 'secretsInPatches'
  | 'signImage'
  | 'testRules'
  | 'tour'
  | 'updateDatabase'
  | 'verifyImage'
  | 'voyage'
  | 'watch';

/** A flow as it is called on demand: an answer that needs no waiting may still have to wait until the flow is loaded. */
type OnDemand<Flow> = Flow extends (...given: infer Given) => infer Answer
  ? Answer extends Promise<unknown> | AsyncIterable<unknown>
    ? Flow
    : (...given: Given) => Answer | Promise<Answer>
  : never;

export type FlowsOnDemand = { readonly [Flow in Name]: OnDemand<All[Flow]> };

export const flowsOnDemand: FlowsOnDemand = {
  scan: async (...given) => (await import('./scan.ts')).scan(...given),
  sbom: async (...given) => (await import('./scan.ts')).sbom(...given),
  async *scanEach(...given) {
    yield* (await import('./each-target.ts')).scanEach(...given);
  },
  async *sbomEach(...given) {
    yield* (await import('./each-target.ts')).sbomEach(...given);
  },
  exceptionFilesIn: async (...given) => (await import('./exceptions.ts')).exceptionFilesIn(...given),
  findChecks: async (...given) => (await import('./checks/index.ts')).findChecks(...given),
  findFinding: async (...given) => (await import('./find-finding.ts')).findFinding(...given),
  fix: async (...given) => (await import('./fix/index.ts')).fix(...given),
  checkRules: async (...given) => (await import('./rules/check-rules.ts')).checkRules(...given),
  checkSbom: async (...given) => (await import('./sbom/check-sbom.ts')).checkSbom(...given),
  mergeSboms: async (...given) => (await import('./sbom/merge-sboms.ts')).mergeSboms(...given),
  describeRules: async (...given) => (await import('./rules/describe-rules.ts')).describe(...given),
  listChecks: async (...given) => (await import('./checks/index.ts')).listChecks(...given),
  listExtractors: async (...given) => (await import('./list-extractors.ts')).listExtractors(...given),
  listFields: async (...given) => (await import('./rules/list-fields.ts')).listFields(...given),
  testRules: async (...given) => (await import('./rules/test-rules.ts')).testRules(...given),
  openAuditJudge: async (...given) => (await import('./run/judge-audit.ts')).openAuditJudge(...given),
  lookUp: async (...given) => (await import('./explain/index.ts')).lookUp(...given),
  diff: async (...given) => (await import('./diff/index.ts')).diff(...given),
  reportOn: async (...given) => (await import('./report-on.ts')).reportOn(...given),
  importReports: async (...given) => (await import('./import/index.ts')).importReports(...given),
  ci: async (...given) => (await import('./ci/index.ts')).ci(...given),
  lintFix: async (...given) => (await import('./lint/index.ts')).lintFix(...given),
  lint: async (...given) => (await import('./lint/index.ts')).lint(...given),
  enabledFeeds: async (...given) => (await import('./database.ts')).enabledFeeds(...given),
  updateDatabase: async (...given) => (await import('./database.ts')).updateDatabase(...given),
  databaseStatus: async (...given) => (await import('./database.ts')).databaseStatus(...given),
  searchDatabase: async (...given) => (await import('./database.ts')).searchDatabase(...given),
  addBases: async (...given) => (await import('./upkeep/index.ts')).addBases(...given),
  basesFile: async (...given) => (await import('./upkeep/index.ts')).basesFile(...given),
  otherBases: async (...given) => (await import('./base/index.ts')).otherBases(...given),
  buildDatabase: async (...given) => (await import('./team-database/index.ts')).buildDatabase(...given),
  pushDatabase: async (...given) => (await import('./team-database/index.ts')).pushDatabase(...given),
  pullDatabase: async (...given) => (await import('./team-database/index.ts')).pullDatabase(...given),
  exportDatabase: async (...given) => (await import('./team-database/index.ts')).exportDatabase(...given),
  importDatabase: async (...given) => (await import('./team-database/index.ts')).importDatabase(...given),
  importArchives: async (...given) => (await import('./archives.ts')).importArchives(...given),
  generateKeyFiles: async (...given) => (await import('./ship/generate-key-files.ts')).generateKeyFiles(...given),
  signImage: async (...given) => (await import('./ship/sign-image.ts')).signImage(...given),
  attestImage: async (...given) => (await import('./ship/attest-image.ts')).attestImage(...given),
  verifyImage: async (...given) => (await import('./ship/verify-image.ts')).verifyImage(...given),
  imageTree: async (...given) => (await import('./ship/image-tree.ts')).imageTree(...given),
  gateCheck: async (...given) => (await import('./gate/gate-check.ts')).gateCheck(...given),
  initGate: async (...given) => (await import('./gate/init-gate.ts')).initGate(...given),
  openAdmission: async (...given) => (await import('./gate/admission.ts')).openAdmission(...given),
  makeServerCertificate: async (...given) => (await import('./gate/index.ts')).makeServerCertificate(...given),
  secretsInGit: async (...given) => (await import('./secrets/index.ts')).secretsInGit(...given),
  secretsInPatches: async (...given) => (await import('./secrets/index.ts')).secretsInPatches(...given),
  replay: async (...given) => (await import('./run/replay.ts')).replay(...given),
  watch: async (...given) => (await import('./run/watch.ts')).watch(...given),
  planRetire: async (...given) => (await import('./retire/plan-retire.ts')).planRetire(...given),
  applyRetire: async (...given) => (await import('./retire/apply-retire.ts')).applyRetire(...given),
  voyage: async (...given) => (await import('./voyage/index.ts')).voyage(...given),
  tour: async (...given) => (await import('./tour/index.ts')).tour(...given),
  ledgerList: async (...given) => (await import('./ledger/ledger-flows.ts')).ledgerList(...given),
  ledgerSubjects: async (...given) => (await import('./ledger/ledger-flows.ts')).ledgerSubjects(...given),
  ledgerShow: async (...given) => (await import('./ledger/ledger-flows.ts')).ledgerShow(...given),
  ledgerImport: async (...given) => (await import('./ledger/ledger-flows.ts')).ledgerImport(...given),
  ledgerPrune: async (...given) => (await import('./ledger/ledger-flows.ts')).ledgerPrune(...given),
  async *ledgerExport(...given) {
    yield* (await import('./ledger/ledger-flows.ts')).ledgerExport(...given);
  },
  ledgerReport: async (...given) => (await import('./ledger/ledger-report.ts')).ledgerReport(...given),
  ledgerVerify: async (...given) => (await import('./ledger/verify-ledger.ts')).ledgerVerify(...given),
  ledgerCheckpoint: async (...given) => (await import('./ledger/verify-ledger.ts')).ledgerCheckpoint(...given),
  ledgerSignedCheckpoint: async (...given) =>
    (await import('./ledger/verify-ledger.ts')).ledgerSignedCheckpoint(...given),
  parseEnds: async (...given) => (await import('./ledger/noted-end.ts')).parseEnds(...given),
  checkWebhook: async (...given) => (await import('./webhook/index.ts')).checkWebhook(...given),
  postMessage: async (...given) => (await import('./webhook/index.ts')).postMessage(...given),
  rejudge: async (...given) => (await import('./ledger/rejudge.ts')).rejudge(...given),
};
