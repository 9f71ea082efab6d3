import * as bases from './base-flags.ts';
import * as change from './change-flags.ts';
import * as data from './data-flags.ts';
import * as fixes from './fix-flags.ts';
import type { Flag } from './flag.ts';
import * as gate from './gate-flags.ts';
import * as general from './general-flags.ts';
import * as imports from './import-flags.ts';
import * as ledger from './ledger-flags.ts';
import * as limits from './limit-flags.ts';
import * as lints from './lint-flags.ts';
import * as network from './network-flags.ts';
import * as output from './output-flags.ts';
import * as retire from './retire-flags.ts';
import * as run from './run-flags.ts';
import * as sbom from './sbom-flags.ts';
import * as secret from './secret-flags.ts';
import * as ship from './ship-flags.ts';
import * as target from './target-flags.ts';
import * as vex from './vex-flags.ts';

/** Flags that every command knows. */
export const everywhere: readonly Flag[] = [
  general.color,
  general.quiet,
  general.verbose,
  general.logFormat,
  general.config,
  general.debug,
];

/** Every flag there is: help, completion, the reference, environment variables, configuration keys and their schema are made from this list. */
export const flags: readonly Flag[] = [
  output.output,
  output.json,
  output.html,
  output.reportPage,
  output.failOn,
  output.allowPartial,
  output.secrets,
  secret.rules,
  secret.staged,
  output.development,
  network.platform,
  target.from,
  target.all,
  output.baseline,
  output.severity,
  output.onlyFixed,
  output.broughtBy,
  output.webhook,
  output.exceptions,
  imports.format,
  lints.enable,
  lints.disable,
  lints.checks,
  lints.checkSeverity,
  lints.as,
  lints.fix,
  lints.diff,
  lints.fixAlso,
  output.licenceAllow,
  output.licenceDeny,
  target.skipPath,
  target.onlyPath,
  target.skipExtractor,
  target.onlyExtractor,
  target.containerdNamespace,
  general.origin,
  data.offline,
  data.refresh,
  data.allowOlder,
  data.feed,
  data.database,
  data.advisories,
  data.advisoriesApi,
  data.databaseFrom,
  data.databaseKey,
  data.databaseIdentity,
  data.databaseIssuer,
  data.cache,
  data.databaseWarningAge,
  ledger.ledger,
  ledger.record,
  ledger.kind,
  ledger.since,
  ledger.before,
  ledger.limit,
  ledger.to,
  ledger.checkpoint,
  ledger.keepLast,
  ledger.olderThan,
  sbom.catalogue,
  sbom.author,
  sbom.producer,
  ship.out,
  ship.passwordFile,
  ship.key,
  ship.predicateType,
  ship.predicate,
  ship.identity,
  ship.issuer,
  ship.trustedRoot,
  ship.sbomFrom,
  vex.vex,
  vex.vexFrom,
  bases.baseImages,
  bases.tag,
  bases.most,
  gate.gate,
  gate.namespace,
  gate.cluster,
  gate.layout,
  gate.listen,
  gate.tlsCert,
  gate.tlsKey,
  gate.selfSigned,
  gate.printConfig,
  run.rules,
  run.tags,
  run.falcoConfig,
  run.strict,
  run.rule,
  run.image,
  run.forTime,
  run.sensor,
  run.muteCgroup,
  run.mutePath,
  run.user,
  retire.manifests,
  retire.youngerThan,
  retire.keepTag,
  retire.usedWithin,
  retire.keepBases,
  retire.deleteOrphans,
  retire.plan,
  change.dryRun,
  change.yes,
  change.write,
  fixes.dockerfile,
  fixes.base,
  network.caFile,
  network.plainHttp,
  network.plainHttpFeeds,
  network.timeout,
  limits.maxLayerBytes,
  limits.maxLayerInflated,
  limits.maxLayerEntries,
  limits.maxLayers,
  limits.maxManifestBytes,
  limits.maxPathBytes,
  limits.maxFeedBytes,
  limits.maxFeedInflated,
  ...everywhere,
];

/** What reading a target asks for. */
export const reading: readonly Flag[] = [
  output.development,
  network.platform,
  data.offline,
  data.cache,
  network.caFile,
  network.plainHttp,
  network.timeout,
  limits.maxLayerBytes,
  limits.maxLayerInflated,
  limits.maxLayerEntries,
  limits.maxLayers,
  limits.maxManifestBytes,
  limits.maxPathBytes,
];

/** Where images are looked for, for commands that look at one wherever it is; what hangs on an image, or is to hang there, is in a registry or a layout. */
export const anywhere: readonly Flag[] = [target.from, target.containerdNamespace];

/** What a command that lists what it finds may leave out. */
export const selecting: readonly Flag[] = [
  target.skipPath,
  target.onlyPath,
  target.skipExtractor,
  target.onlyExtractor,
];

/** What fetching advisory data asks for. */
export const fetching: readonly Flag[] = [
  data.feed,
  data.database,
  network.caFile,
  network.plainHttpFeeds,
  network.timeout,
  limits.maxFeedBytes,
  limits.maxFeedInflated,
];

/** Who must have signed a team's advisory data. */
export const databaseSigner: readonly Flag[] = [
  data.databaseKey,
  data.databaseIdentity,
  data.databaseIssuer,
  ship.trustedRoot,
];

/** What judging by advisory data asks for: where that is fetched, or taken from. */
export const judging: readonly Flag[] = [
  ...fetching,
  data.advisories,
  data.advisoriesApi,
  data.databaseFrom,
  ...databaseSigner,
  network.plainHttp,
];

/** For commands that read a target and judge it. */
export const readingAndFetching: readonly Flag[] = [...new Set([...reading, ...judging])];

export {
  bases,
  change,
  data,
  fixes,
  gate,
  general,
  imports,
  ledger,
  limits,
  lints,
  network,
  output,
  retire,
  run,
  sbom,
  secret,
  ship,
  target,
  vex,
};
export const { origin } = general;
export const { from, imagePlaces } = target;
