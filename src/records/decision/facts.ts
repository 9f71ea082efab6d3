import {
  anything,
  count,
  digest,
  flag,
  list,
  type Members,
  membersOf,
  number,
  object,
  oneOf,
  optional,
  orNull,
  type Shape,
  text,
} from '../shape.ts';
import { findingKindShape, severityShape } from '../shapes/finding.ts';
import { signerShape } from '../shapes/signer.ts';
import { platformShape, subjectShape } from '../shapes/subject.ts';

/* The facts of a gate as they are recorded. Their types are the gate's, which is another room's: here stands what must hold of them wherever they are read. */

/** `{ known: true, value }` or `{ known: false, why }`. */
function known(of: Shape<unknown>): Shape<unknown> {
  const yes = object<Members>({ known: flag, value: of });
  const no = object<Members>({ known: flag, why: text });
  const choose = (value: unknown): Shape<unknown> | undefined => {
    const { known: is } = membersOf(value) ?? {};
    return typeof is === 'boolean' ? (is ? yes : no) : undefined;
  };
  return {
    fault: (value) => {
      const shape = choose(value);
      return shape === undefined ? { at: 'known', wants: 'true or false' } : shape.fault(value);
    },
    made: { of: 'choice', choose },
  };
}

const signature = {
  signer: signerShape,
  verdict: oneOf('trusted', 'not-trusted', 'undetermined'),
  why: optional(text),
  verifiedTime: optional(text),
  source: optional(text),
};

/** Left out where they stand in the record that the scan names. */
const finding = object<Members>({
  id: text,
  aliases: list(text),
  title: text,
  kind: findingKindShape,
  severity: severityShape,
  risk: optional(number),
  cvss: optional(number),
  epss: optional(number),
  age: optional(number),
  fixable: optional(flag),
  exploited: optional(flag),
  inUse: optional(flag),
  reachable: optional(flag),
  package: optional(object<Members>({ purl: text, name: text, version: text })),
  fixedIn: optional(text),
  suppressed: optional(text),
});

const scan = object<Members>({
  created: text,
  incomplete: flag,
  lookedFor: list(findingKindShape),
  unjudged: list(object<Members>({ packages: count, what: text })),
  unidentified: object<Members>({ count, examples: list(text) }),
  sources: list(object<Members>({ id: text, date: text, dated: optional(text), tells: optional(text) })),
  findings: list(finding),
  source: optional(text),
  older: optional(list(text)),
});

const manifest = {
  digest: known(digest),
  platform: optional(platformShape),
  signatures: known(list(object<Members>(signature))),
  attestations: known(list(object<Members>({ ...signature, predicateType: text }))),
  scan: known(orNull(scan)),
  inUse: known(orNull(object<Members>({ purls: list(text), observedFor: count, last: text }))),
  flaw: optional(text),
};

export const factsShape: Shape<unknown> = object<Members>({
  subject: subjectShape,
  namespace: optional(text),
  workload: optional(object<Members>({ apiVersion: text, kind: text, name: text, pod: text, podPath: list(anything) })),
  nodes: optional(list(platformShape)),
  images: list(
    object<Members>({ ...manifest, reference: text, variants: optional(known(list(object<Members>(manifest)))) }),
  ),
});
