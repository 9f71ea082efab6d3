import {
  type AttackSurface,
  type BaseFindings,
  baseCertainties,
  type ClaimedBase,
  type GuessedBase,
  type ImageBase,
  type ImageBuild,
  type SurfaceProgram,
  surfaceSorts,
  type Upkeep,
  type UpkeepState,
} from '../../core/index.ts';
import { count, digest, list, type MemberShapes, object, oneOf, optional, type Shape, text } from '../shape.ts';

export const buildShape: Shape<ImageBuild> = object<ImageBuild>({
  created: optional(text),
  diffIds: list(digest),
  claimedBase: optional(object<ClaimedBase>({ name: optional(text), digest: optional(digest) })),
  guessedBase: optional(object<GuessedBase>({ name: optional(text), layers: count, why: text })),
});

export const surfaceShape: Shape<AttackSurface> = object<AttackSurface>({
  shells: list(text),
  packageManagers: list(text),
  compilers: list(text),
  interpreters: list(text),
  setuid: count,
  programs: optional(
    list(object<SurfaceProgram>({ name: text, sort: oneOf(...surfaceSorts), path: text, layer: count })),
  ),
});

export const baseShape: Shape<ImageBase> = object<ImageBase>({
  certainty: oneOf(...baseCertainties),
  names: list(text),
  digest: optional(digest),
  layers: optional(count),
  created: optional(text),
  listed: optional(object<NonNullable<ImageBase['listed']>>({ name: text, layers: count })),
  why: text,
  newer: optional(object<NonNullable<ImageBase['newer']>>({ name: text, digest, created: text })),
  disputed: optional(text),
  findings: optional(object<BaseFindings>({ base: count, yours: count, unplaced: count })),
});

const state: MemberShapes<UpkeepState> = {
  created: optional(text),
  updates: optional(count),
  surface: optional(surfaceShape),
};

export const upkeepShape: Shape<Upkeep> = object<Upkeep>({
  ...state,
  before: optional(object<NonNullable<Upkeep['before']>>({ ...state, digest, scanned: text })),
});
