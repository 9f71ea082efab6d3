import * as z from 'zod';
import {
  baseCertainties,
  bringers,
  filesContents,
  type Report,
  readSubject,
  reportSchemaVersion,
  type Stored,
  severities,
  surfaceSorts,
} from '../../core/index.ts';
import {
  coverage,
  cvss,
  digest,
  distribution,
  evidence,
  exploitation,
  installed,
  kind,
  layer,
  most,
  number,
  optional,
  packageRef,
  position,
  published,
  risk,
  suppression,
  text,
  texts,
  threshold,
} from './schema-parts.ts';

/**
 * The shape of a report as JSON. The published file `docs/schemas/report-2.0.schema.json` is made from it, and a report that is read is
 * checked by it, so there is one truth. Properties that are not named here are allowed and ignored: a later 2.x may add some.
 */

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
    revision: optional(text),
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

const readableSubject = subject.transform((value, context) => readSubject(value) ?? refuseSubject(context));

function refuseSubject(context: z.core.$RefinementCtx): never {
  context.addIssue('no subject');
  return z.NEVER;
}

const location = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('image-file'), path: text, ...position, layer: optional(layer) }),
    z.object({ kind: z.literal('file'), path: text, ...position }),
    z.object({ kind: z.literal('image-config'), entry: text, ...position, layer: optional(layer) }),
    z.object({
      kind: z.literal('manifest'),
      path: text,
      pointer: text,
      ...position,
      object: optional(z.object({ apiVersion: text, kind: text, name: text, namespace: optional(text) })),
    }),
    z.object({ kind: z.literal('runtime'), host: text, process: optional(text), object: optional(text) }),
    z.object({ kind: z.literal('registry'), repository: text, reference: text }),
    z.object({ kind: z.literal('web'), url: text, method: optional(text), parameter: optional(text) }),
    z.object({ kind: z.literal('whole') }),
  ])
  .meta({ id: 'location' });

const versions = texts.min(1).refine((value): value is [string, ...string[]] => value.length > 0);
const fixed = z.object({ state: z.literal('fixed'), versions, advice: text });
const notFixed = z.object({ state: z.enum(['unfixed', 'wont-fix', 'end-of-life', 'unknown']), advice: text });
const remedy = z.object({
  state: z.literal('remedy'),
  action: z.enum(['change', 'rotate', 'remove', 'investigate']),
  advice: text,
});

const usage = z.discriminatedUnion('state', [
  z.object({ state: z.literal('in-use'), as: z.enum(['exec', 'map', 'open']), last: text, file: optional(text) }),
  z.object({ state: z.literal('not-seen'), observedFor: z.number().min(0), limits: texts }),
]);

/** Came after the first reports of this version, as `reach` did. */
const code = z.object({
  parts: z.array(z.object({ name: text, functions: optional(texts) })).max(most),
  ways: texts,
});

const fact = {
  id: text,
  aliases: texts,
  title: text,
  details: optional(text),
  // Left out where it is that of the report.
  subject: optional(readableSubject),
  severity: z.enum(severities),
  severitySource: text,
  location,
  broughtBy: optional(z.enum(bringers)),
  evidence: z.array(evidence).max(most),
  risk,
  references: texts,
  reportedBy: optional(
    z
      .array(
        z.object({
          tool: text,
          version: optional(text),
          rule: text,
          severity: optional(text),
          report: text,
          at: text,
        }),
      )
      .max(most),
  ),
  places: optional(z.array(location).max(most)),
  fingerprint: text,
  suppression: optional(suppression),
};

const finding = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('vulnerability'),
      ...fact,
      package: optional(packageRef),
      cvss,
      weaknesses: optional(texts),
      exploitation,
      published: optional(text),
      usage: optional(usage),
      reach: optional(
        z.object({ state: z.enum(['absent', 'present', 'reachable']), functions: texts, way: optional(text) }),
      ),
      fix: z.discriminatedUnion('state', [fixed, notFixed]),
    }),
    z.object({
      kind: kind.exclude(['vulnerability']),
      ...fact,
      package: optional(packageRef),
      weaknesses: optional(texts),
      fix: remedy,
    }),
  ])
  .meta({ id: 'finding' });

/** These came after the first reports of this version, too. */
const base = z.object({
  certainty: z.enum(baseCertainties),
  names: texts,
  digest: optional(digest),
  layers: optional(number),
  created: optional(text),
  listed: optional(z.object({ name: text, layers: number })),
  why: text,
  newer: optional(z.object({ name: text, digest, created: text })),
  disputed: optional(text),
  findings: optional(z.object({ base: number, yours: number, unplaced: number })),
});

const upkeepState = {
  created: optional(text),
  updates: optional(number),
  surface: optional(
    z.object({
      shells: texts,
      packageManagers: texts,
      compilers: texts,
      interpreters: texts,
      setuid: number,
      programs: optional(
        z.array(z.object({ name: text, sort: z.enum(surfaceSorts), path: text, layer: number })).max(most),
      ),
    }),
  ),
};

const upkeep = z.object({
  ...upkeepState,
  before: optional(z.object({ ...upkeepState, digest, scanned: text })),
});

/** A report in its written form, checked value by value. */
export const reportSchema: z.ZodType<Stored<Report>> = z.object({
  schemaVersion: z.literal(reportSchemaVersion),
  tool: z.object({ name: z.literal('seaworthy'), version: text }),
  created: text,
  subject: readableSubject,
  distribution: optional(distribution),
  layers: z.array(layer).max(most),
  // Dependencies came after the first reports of this version were written: one without them tells none.
  packages: z
    .array(installed.extend({ dependencies: optional(texts), code: optional(code) }).meta({ id: 'package' }))
    .max(most),
  findings: z.array(finding).max(most),
  coverage,
  threshold: optional(threshold),
  base: optional(base),
  upkeep: optional(upkeep),
});

/** The published JSON Schema. */
export const reportJsonSchema = (): string => published(reportSchema, reportSchemaVersion);
