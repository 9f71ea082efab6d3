import path from 'node:path';
import { defaultLimits, defined, type Limits, SeaworthyError } from '../../../core/index.ts';
import type { Progress, Settings } from '../../../flows/index.ts';
import type { ListFlag, ValueFlag } from '../catalogue/flag.ts';
import { bases, data, ledger, limits, lints, network, output, secret } from '../catalogue/index.ts';
import type { Host } from '../host.ts';
import { databaseSigner } from '../ship/wanted-signer.ts';
import type { Values } from '../values/values.ts';
import { clockFrom } from './clock.ts';
import { credentialFiles } from './credential-files.ts';
import { cacheFolder, databaseFolder, ledgerFolder, secretKeyFile } from './directories.ts';
import { enginesFrom } from './engines.ts';
import { proxySettings } from './proxy.ts';
import { checksFrom, selectionFrom } from './selection.ts';

/** Everything a flow needs to know, from what the user set. Paths that the user gave are meant from the working folder. */
export function makeSettings(values: Values, host: Host, progress: (progress: Progress) => void): Settings {
  const inFolder = (file: string): string => path.resolve(host.workingFolder, file);
  const database = values.value(data.database);
  const cache = values.value(data.cache);
  const ledgerDirectory = values.value(ledger.ledger);
  const caFile = values.value(network.caFile);
  const baseImages = values.value(bases.baseImages);
  const wanted = values.value(network.platform);
  const platform = wanted === 'all' ? undefined : wanted;
  const proxy = proxySettings(host.env);
  const reference = values.value(data.databaseFrom);
  const rules = values.value(secret.rules);
  return {
    offline: values.on(data.offline),
    databaseDirectory: database === undefined ? databaseFolder(host) : inFolder(database),
    ...defined({ advisories: asksPublishers(values), advisoriesApi: values.value(data.advisoriesApi) }),
    ...(reference === undefined ? {} : { databaseFrom: { reference, signer: databaseSigner({ values, host }) } }),
    ...(cache === 'off' ? {} : { cacheDirectory: cache === undefined ? cacheFolder(host) : inFolder(cache) }),
    ...(values.value(output.secrets) === 'off' ? {} : { secretKeyFile: secretKeyFile(host) }),
    ...(rules === undefined ? {} : { secretRules: { name: rules, path: inFolder(rules) } }),
    ledgerDirectory: ledgerDirectory === undefined ? ledgerFolder(host) : inFolder(ledgerDirectory),
    // A command that does not know the flag asks a question and leaves no trace.
    record: values.value(ledger.record) === 'on',
    ...defined({ platform }),
    ...defined({ licences: licencesFrom(values) }),
    exceptions: values.list(output.exceptions).map((name) => ({ name, path: inFolder(name) })),
    development: values.on(output.development),
    ...(baseImages === undefined ? {} : { baseImagesFile: inFolder(baseImages) }),
    feeds: Object.fromEntries(values.map(data.feed)),
    refresh: values.on(data.refresh),
    allowOlder: values.on(data.allowOlder),
    ...(caFile === undefined ? {} : { caFile: inFolder(caFile) }),
    plainHttpHosts: values.list(network.plainHttp),
    ...defined({
      engines: enginesFrom(values, host),
      selection: selectionFrom(values),
      checks: checksFrom(values, inFolder),
    }),
    ...defined({ inputKind: values.value(lints.as) }),
    plainHttpFeeds: values.on(network.plainHttpFeeds),
    ...defined({ proxy }),
    credentialFiles: credentialFiles(host),
    programPath: host.env.PATH ?? '',
    programEnvironment: definedOf(host.env),
    limits: limitsFrom(values),
    clock: clockFrom(host.env),
    toolVersion: host.version,
    progress,
    signal: host.signal,
  };
}

/** Throws `E_USAGE` where nobody can be asked: what is known of flaws must not depend on which of two settings wins. */
function asksPublishers(values: Values): Settings['advisories'] {
  if (values.value(data.advisories) !== 'query') return undefined;
  if (!values.on(data.offline)) return 'query';
  throw new SeaworthyError('E_USAGE', '`--advisories query` asks a service, and `--offline` allows no network', {
    next: 'Leave out one of the two.',
  });
}

function licencesFrom(values: Values): Settings['licences'] {
  const listed = (flag: ListFlag<string>): readonly string[] =>
    values.list(flag).flatMap((text) =>
      text
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
    );
  const [allow, deny] = [listed(output.licenceAllow), listed(output.licenceDeny)];
  return allow.length === 0 && deny.length === 0 ? undefined : { allow, deny };
}

function limitsFrom(values: Values): Limits {
  const set = (flag: ValueFlag<number>, standard: number): number => values.value(flag) ?? standard;
  const feedBytes = values.value(limits.maxFeedBytes);
  const feedInflatedBytes = values.value(limits.maxFeedInflated);
  return {
    ...defaultLimits,
    layerBytes: set(limits.maxLayerBytes, defaultLimits.layerBytes),
    layerInflatedBytes: set(limits.maxLayerInflated, defaultLimits.layerInflatedBytes),
    layerEntries: set(limits.maxLayerEntries, defaultLimits.layerEntries),
    layers: set(limits.maxLayers, defaultLimits.layers),
    manifestBytes: set(limits.maxManifestBytes, defaultLimits.manifestBytes),
    pathBytes: set(limits.maxPathBytes, defaultLimits.pathBytes),
    ...defined({ feedBytes, feedInflatedBytes }),
    networkTimeout: set(network.timeout, defaultLimits.networkTimeout),
  };
}

const definedOf = (env: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined));
