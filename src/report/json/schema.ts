import * as z from 'zod';
import {
  type Digest,
  type ErrorCode,
  errorCatalogue,
  filesContents,
  isDigest,
  jsonText,
  type Report,
  readSubject,
  severities,
} from '../../core/index.ts';

/**
 * The shape of a report as JSON. The published file `docs/schemas/report-1.0.schema.json` is made from it, and a report that is read is
 * checked by it, so there is one truth. Properties that are not named here are allowed and ignored: a later 1.x may add some.
 */

const most = 1_000_000;
const text = z.string();
const texts = z.array(text).max(most);
const number = z.int().min(0);
const optional = z.exactOptional;

const digest = z
  .string()
  .regex(/^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/)
  .refine((value): value is Digest => isDigest(value));

const codes = Object.keys(errorCatalogue) as [ErrorCode, ...ErrorCode[]];

const layer = z.object({ index: number, digest, createdBy: optional(text) }).meta({ id: 'layer' });

const subject = z.union([
  z.object({
    kind: z.literal('image'),
    name: text,
    digest,
    configDigest: digest,
    platform: z.object({ os: text, architecture: text, variant: optional(text) }),
    indexDigest: optional(digest),
  }),
  z.object({
    kind: z.literal('files'),
    name: text,
    content: z.enum(filesContents),
    place: optional(z.union([z.object({ repository: text }), z.object({ folder: digest })])),
    path: text,
  }),
  z.object({
    kind: z.literal('workload'),
    name: text,
    cluster: optional(text),
    namespace: optional(text),
    object: optional(z.object({ group: text, kind: text, name: text, generated: optional(z.literal(true)) })),
  }),
  z.object({ kind: z.literal('repository'), name: text, registry: optional(text), path: optional(text) }),
  z.object({ kind: z.literal('credential'), name: text, store: optional(text) }),
  z.object({ kind: z.enum(['host', 'cluster']), name: text }),
]);

/** As versions before 2.0 wrote files. */
const olderFiles = z.object({ kind: z.enum(['directory', 'dockerfile']), name: text });

const readableSubject = z
  .union([...subject.options, olderFiles])
  .transform((value, context) => readSubject(value) ?? refuseSubject(context));

function refuseSubject(context: z.core.$RefinementCtx): never {
  context.addIssue('no subject');
  return z.NEVER;
}

const distribution = z.object({
  id: text,
  version: optional(text),
  codename: optional(text),
  like: texts,
  prettyName: optional(text),
  path: text,
  endOfLife: optional(z.object({ date: text, passed: z.boolean() })),
});

const installed = z
  .object({
    id: text,
    name: text,
    version: text,
    purl: text,
    type: text,
    versionOrder: text,
    architecture: optional(text),
    source: optional(z.object({ name: text, version: text })),
    origin: optional(
      z.object({ maintainer: optional(text), vendor: optional(text), bugs: optional(text), commit: optional(text) }),
    ),
    licences: texts,
    path: text,
    paths: texts,
    layer: optional(layer),
    files: texts,
    ownedBy: optional(text),
    foundBy: text,
  })
  .meta({ id: 'package' });

const evidence = z
  .object({
    kind: z.enum(['file', 'package', 'record', 'comparison', 'rule', 'signature', 'observation', 'context']),
    statement: text,
    observed: optional(text),
    expected: optional(text),
    source: optional(text),
    layer: optional(layer),
  })
  .meta({ id: 'evidence' });

const exploitation = z.object({
  known: optional(z.object({ added: text, due: optional(text), ransomware: z.boolean(), action: optional(text) })),
  epss: optional(z.object({ probability: z.number().min(0).max(1), percentile: z.number().min(0).max(1) })),
});

const kind = z.enum(['vulnerability', 'secret', 'misconfiguration', 'licence', 'signature', 'policy', 'runtime']);

const finding = z
  .object({
    kind,
    id: text,
    aliases: texts,
    title: text,
    details: optional(text),
    severity: z.enum(severities),
    severitySource: text,
    cvss: z.array(z.object({ vector: text, score: z.number().min(0).max(10), source: text })).max(most),
    exploitation,
    package: optional(z.object({ id: text, name: text, version: text, purl: text, type: text })),
    location: z.object({
      path: text,
      line: optional(z.int().min(1)),
      column: optional(z.int().min(1)),
      layer: optional(layer),
    }),
    evidence: z.array(evidence).max(most),
    fix: z.object({
      state: z.enum(['fixed', 'unfixed', 'wont-fix', 'end-of-life', 'unknown']),
      versions: texts,
      advice: text,
    }),
    risk: z.object({
      score: z.number().min(0).max(100),
      factors: z.array(z.object({ name: text, effect: text, why: text })).max(most),
    }),
    references: texts,
    fingerprint: text,
    suppression: optional(z.object({ by: text, reason: text, until: optional(text) })),
  })
  .meta({ id: 'finding' });

const coverage = z.object({
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
        tells: optional(z.enum(['advisories', 'exploited', 'epss', 'severity'])),
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
    .array(z.object({ path: text, what: text, layer: optional(layer) }))
    .max(most)
    .default([]),
  lookedFor: z.array(kind).max(most).default([]),
});

/** A report, checked value by value. */
export const reportSchema: z.ZodType<Report> = z.object({
  schemaVersion: z.literal('1.0'),
  tool: z.object({ name: z.literal('seaworthy'), version: text }),
  created: text,
  subject: readableSubject,
  distribution: optional(distribution),
  layers: z.array(layer).max(most),
  packages: z.array(installed).max(most),
  findings: z.array(finding).max(most),
  coverage,
  threshold: optional(z.object({ failOn: texts, met: number, notJudged: number, notKnown: texts })),
});

/** The published JSON Schema (draft 2020-12), as text with a line feed at its end. */
export function reportJsonSchema(): string {
  const schema = z.toJSONSchema(reportSchema, { target: 'draft-2020-12', io: 'input' });
  const { $schema, ...rest } = schema;
  const title = 'Seaworthy report 1.0';
  const description =
    'What `seaworthy scan TARGET -o json` writes. The first part of schemaVersion changes when a reader would break; properties may be added.';
  return jsonText({ $schema, title, description, ...rest });
}
