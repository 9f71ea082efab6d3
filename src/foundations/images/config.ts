import { type Digest, type Platform, parseDigest, SeaworthyError } from '../../core/index.ts';
import {
  asArray,
  asObject,
  asString,
  field,
  isObject,
  optionalArray,
  optionalString,
  optionalStrings,
  parseJson,
} from '../formats/index.ts';
import type { HistoryStep, ImageConfig } from './image.ts';
import type { ManifestLimits } from './manifest.ts';

/** The configuration, and the digests of the layers' contents, base first. */
export interface ParsedConfig {
  readonly config: ImageConfig;
  readonly diffIds: readonly Digest[];
}

/** One space for any white space: instructions are written over several lines with tabs. Nothing else is changed. */
const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();

function parseStep(value: unknown, where: string): HistoryStep {
  const step = asObject(value, where);
  const created = optionalString(step, 'created', where);
  const comment = optionalString(step, 'comment', where);
  const written = optionalString(step, 'created_by', where) ?? '';
  return {
    createdBy: tidy(written),
    ...(written.trim().includes('\n') ? { lines: written.trim() } : {}),
    empty: field(step, 'empty_layer') === true,
    ...(created ? { created } : {}),
    ...(comment ? { comment } : {}),
  };
}

/** The names of an object that is used as a set (`ExposedPorts`, `Volumes`). */
function names(value: unknown): readonly string[] {
  return isObject(value) ? Object.keys(value).sort() : [];
}

function textMembers(value: unknown): Readonly<Record<string, string>> {
  if (!isObject(value)) return {};
  // fromEntries defines own members, so that a label called __proto__ is only that.
  return Object.fromEntries(
    Object.entries(value).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}

/** `Entrypoint` and `Cmd` are lists; very old builders wrote a single text. */
function words(object: unknown, name: string, where: string): readonly string[] {
  const value = field(object, name);
  return typeof value === 'string' ? [value] : optionalStrings(object, name, where);
}

function parsePlatform(document: unknown, where: string): Platform {
  const variant = optionalString(document, 'variant', where);
  return {
    os: optionalString(document, 'os', where) || 'linux',
    architecture: optionalString(document, 'architecture', where) || 'unknown',
    ...(variant ? { variant } : {}),
  };
}

/**
 * Reads an image configuration (OCI image-spec, "Image Configuration"; docker image specification v1.2, whose members have the same names).
 * Throws `E_FORMAT`, `E_DIGEST`, `E_LIMIT`; `E_TARGET_UNKNOWN` when it is the configuration of something else than an image.
 */
export function parseImageConfig(bytes: Uint8Array, where: string, limits: ManifestLimits): ParsedConfig {
  const document = asObject(parseJson(bytes, where, { maxBytes: limits.manifestBytes }), where);
  const rootfs = field(document, 'rootfs');
  if (rootfs === undefined) {
    throw new SeaworthyError('E_TARGET_UNKNOWN', 'an artifact that is no container image', {
      where,
      why: 'its configuration has no root file system',
    });
  }
  const diffIds = asArray(field(rootfs, 'diff_ids') ?? [], `${where}, diff_ids`);
  if (diffIds.length > limits.layers)
    throw new SeaworthyError('E_LIMIT', `${diffIds.length} layers; at most ${limits.layers} are read`, { where });
  const run = field(document, 'config');
  const inRun = `${where}, config`;
  const optional = {
    created: optionalString(document, 'created', where),
    author: optionalString(document, 'author', where),
    user: optionalString(run, 'User', inRun),
    workingDirectory: optionalString(run, 'WorkingDir', inRun),
    stopSignal: optionalString(run, 'StopSignal', inRun),
  };
  const healthcheck = optionalStrings(field(run, 'Healthcheck'), 'Test', inRun);
  const onBuild = optionalStrings(run, 'OnBuild', inRun);
  const config: ImageConfig = {
    platform: parsePlatform(document, where),
    env: optionalStrings(run, 'Env', inRun),
    entrypoint: words(run, 'Entrypoint', inRun),
    command: words(run, 'Cmd', inRun),
    exposedPorts: names(field(run, 'ExposedPorts')),
    volumes: names(field(run, 'Volumes')),
    labels: textMembers(field(run, 'Labels')),
    history: optionalArray(document, 'history', where).map((step, index) =>
      parseStep(step, `${where}, history[${index}]`),
    ),
    ...(optional.created ? { created: optional.created } : {}),
    ...(optional.author ? { author: optional.author } : {}),
    ...(optional.user ? { user: optional.user } : {}),
    ...(optional.workingDirectory ? { workingDirectory: optional.workingDirectory } : {}),
    ...(optional.stopSignal ? { stopSignal: optional.stopSignal } : {}),
    ...(healthcheck.length > 0 ? { healthcheck } : {}),
    ...(onBuild.length > 0 ? { onBuild } : {}),
  };
  return {
    config,
    diffIds: diffIds.map((id, index) => parseDigest(asString(id, `${where}, diff_ids[${index}]`), where)),
  };
}

/**
 * The instruction that brought each layer: the steps that are not empty, in their order. Undefined for every layer when their number is not that
 * of the layers, as a wrong instruction is worse than none.
 */
export function layerInstructions(history: readonly HistoryStep[], layers: number): readonly (string | undefined)[] {
  const steps = history.filter((step) => !step.empty);
  return Array.from({ length: layers }, (_, index) =>
    steps.length === layers ? steps[index]?.createdBy || undefined : undefined,
  );
}
