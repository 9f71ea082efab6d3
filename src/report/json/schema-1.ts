import * as z from 'zod';
import { type Report1, readSubject, severities } from '../../core/index.ts';
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

/* The shape of reports of version 1, as it was: nothing writes them any more, and they stay readable. */

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
    kind: z.enum(['directory', 'dockerfile', 'workload', 'host', 'cluster', 'repository', 'credential']),
    name: text,
  }),
]);

const readableSubject = subject.transform((value, context) => {
  const read = readSubject(value);
  if (read === undefined) context.addIssue('no subject');
  return read ?? z.NEVER;
});

const finding = z
  .object({
    kind,
    id: text,
    aliases: texts,
    title: text,
    details: optional(text),
    severity: z.enum(severities),
    severitySource: text,
    cvss,
    exploitation,
    package: optional(packageRef),
    location: z.object({
      path: text,
      ...position,
      layer: optional(layer),
    }),
    evidence: z.array(evidence).max(most),
    fix: z.object({
      state: z.enum(['fixed', 'unfixed', 'wont-fix', 'end-of-life', 'unknown']),
      versions: texts,
      advice: text,
    }),
    risk,
    references: texts,
    fingerprint: text,
    suppression: optional(suppression),
  })
  .meta({ id: 'finding' });

/** A report of version 1, checked value by value. */
export const reportSchema1: z.ZodType<Report1> = z.object({
  schemaVersion: z.literal('1.0'),
  tool: z.object({ name: z.literal('seaworthy'), version: text }),
  created: text,
  subject: readableSubject,
  distribution: optional(distribution),
  layers: z.array(layer).max(most),
  packages: z.array(installed).max(most),
  findings: z.array(finding).max(most),
  coverage,
  threshold: optional(threshold),
});

/** The published JSON Schema of reports of version 1. */
export const reportJsonSchema1 = (): string => published(reportSchema1, '1.0');
