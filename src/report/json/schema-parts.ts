import * as z from 'zod';
import { type Digest, type ErrorCode, errorCatalogue, findingKinds, isDigest, jsonText } from '../../core/index.ts';

/* What the schemas of all versions of a report have in common. What differs stands with the version. */

export const most = 1_000_000;
export const text = z.string();
export const texts = z.array(text).max(most);
export const number = z.int().min(0);
export const optional = z.exactOptional;

export const digest = z
  .string()
  .regex(/^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/)
  .refine((value): value is Digest => isDigest(value));

const codes = Object.keys(errorCatalogue) as [ErrorCode, ...ErrorCode[]];

export const layer = z.object({ index: number, digest, createdBy: optional(text) }).meta({ id: 'layer' });

export const distribution = z.object({
  id: text,
  version: optional(text),
  codename: optional(text),
  like: texts,
  prettyName: optional(text),
  path: text,
  repositories: optional(texts),
  endOfLife: optional(z.object({ date: text, passed: z.boolean(), source: optional(text), builtIn: optional(text) })),
});

export const installed = z
  .object({
    id: text,
    name: text,
    version: text,
    purl: text,
    type: text,
    versionOrder: text,
    architecture: optional(text),
    os: optional(text),
    source: optional(z.object({ name: text, version: text })),
    origin: optional(
      z.object({
        maintainer: optional(text),
        vendor: optional(text),
        bugs: optional(text),
        commit: optional(text),
        homepage: optional(text),
        takenFrom: optional(text),
      }),
    ),
    licences: texts,
    path: text,
    paths: texts,
    layer: optional(layer),
    form: optional(z.enum(['file', 'part'])),
    file: optional(z.object({ sha256: text, sha512: text, executable: z.boolean(), archive: z.boolean() })),
    files: texts,
    ownedBy: optional(text),
    foundBy: text,
    evidence: optional(z.literal('declared')),
    state: optional(text),
    development: optional(z.literal(true)),
    direct: optional(z.boolean()),
    byWayOf: optional(texts),
  })
  .meta({ id: 'package' });

export const evidence = z
  .object({
    kind: z.enum(['file', 'package', 'record', 'comparison', 'rule', 'signature', 'observation', 'context']),
    statement: text,
    observed: optional(text),
    expected: optional(text),
    source: optional(text),
    layer: optional(layer),
  })
  .meta({ id: 'evidence' });

export const exploitation = z.object({
  known: optional(z.object({ added: text, due: optional(text), ransomware: z.boolean(), action: optional(text) })),
  epss: optional(z.object({ probability: z.number().min(0).max(1), percentile: z.number().min(0).max(1) })),
  ssvc: optional(
    z.object({
      exploitation: z.enum(['none', 'poc', 'active']),
      automatable: z.boolean(),
      impact: z.enum(['partial', 'total']),
    }),
  ),
});

export const kind = z.enum(findingKinds);

export const coverage = z.object({
  parts: z
    .array(
      z.object({
        id: text,
        version: number,
        files: number,
        found: number,
        state: z.enum(['complete', 'partly', 'not-run']),
        why: optional(text),
      }),
    )
    .max(most),
  problems: z
    .array(z.object({ code: z.enum(codes), message: text, where: text, part: text, incomplete: z.boolean() }))
    .max(most),
  sources: z
    .array(
      z.object({
        id: text,
        title: text,
        date: text,
        dated: optional(z.enum(['publisher', 'server', 'file', 'fetch'])),
        tells: optional(z.enum(['advisories', 'exploited', 'epss', 'severity', 'support'])),
        fetched: text,
        records: number,
        digest,
        origin: text,
      }),
    )
    .max(most),
  unjudged: z
    .array(
      z.object({ type: text, packages: number, why: text, examples: texts, through: optional(z.literal('owner')) }),
    )
    .max(most),
  // These came after the first reports were written: one without them knows of none.
  unidentified: z
    .array(z.object({ path: text, what: text, sha1: optional(text), layer: optional(layer) }))
    .max(most)
    .default([]),
  lookedFor: z.array(kind).max(most).default([]),
});

export const cvss = z.array(z.object({ vector: text, score: z.number().min(0).max(10), source: text })).max(most);

export const packageRef = z.object({ id: text, name: text, version: text, purl: text, type: text });

export const risk = z.object({
  score: z.number().min(0).max(100),
  factors: z.array(z.object({ name: text, effect: text, why: text })).max(most),
});

export const suppression = z.object({
  by: text,
  reason: text,
  until: optional(text),
  source: optional(
    z.object({
      kind: z.enum(['vex', 'exceptions', 'comment', 'program', 'report']),
      name: text,
      statement: optional(text),
      vex: optional(
        z.object({
          status: z.enum(['not_affected', 'fixed']),
          justification: optional(text),
          detail: optional(text),
          time: optional(text),
        }),
      ),
    }),
  ),
});

export const position = { line: optional(z.int().min(1)), column: optional(z.int().min(1)) };

export const threshold = z.object({
  failOn: texts,
  met: number,
  notJudged: number,
  notKnown: texts,
  baseline: optional(z.object({ name: text, created: text })),
});

/** The published JSON Schema (draft 2020-12) of a version, as text with a line feed at its end. */
export function published(schema: z.ZodType, version: string): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: 'input' });
  const title = `Seaworthy report ${version}`;
  const description =
    'What `seaworthy scan TARGET -o json` writes. The first part of schemaVersion changes when a reader would break; properties may be added.';
  return jsonText({ $schema, title, description, ...rest });
}
