import { printable } from '../../../../core/index.ts';
import { namespacesLeftAlone } from './read-gate.ts';

/** What is known when a gate is begun. */
export interface GateTemplate {
  /** Its file, without folders. */
  readonly file: string;
  /** Public key of whoever signs, as a path beside the gate. */
  readonly keyFile?: string;
}

/** A text in YAML, in double quotes (YAML 1.2 takes those of JSON). */
const quoted = (text: string): string => JSON.stringify(text);

/**
 * A gate to begin with, as commented YAML. It enforces what holds anywhere: images are named by digest, pods keep to the baseline, and what has a known fix or
 * is exploited does not run. What only its owner knows (where images come from, who signs, what the nodes are) stands there to be filled in.
 */
export function gateTemplate({ file, keyFile }: GateTemplate): string {
  const shown = printable(file);
  const off = keyFile === undefined ? '# ' : '';
  return `# What may run. Every key is told in docs/gate.md; docs/schemas/gate.schema.json lets an editor complete and check it.
#   seaworthy gate check --gate ${shown} IMAGE      one image, or the workloads of a manifest
#   seaworthy serve admission --gate ${shown} ...   the webhook of a cluster
gate: 1
name: ${quoted(file.replace(/\.[^.]*$/, '') || 'gate')}

# What the cluster is called: records of two clusters in one ledger are told apart by it. Also --cluster.
# cluster: production

# enforce refuses, warn lets pass and says so, audit only records. A rule may have a mode of its own: to try one, let it warn first.
mode: enforce
# What a fact does that cannot be had, since a registry does not answer: refuse, or allow with a warning.
unknown: refuse

# Namespaces that are left alone. Whoever may create pods in one of them is not bound by this file.
namespaces: { exclude: [${namespacesLeftAlone.join(', ')}] }
# What happens to images that no rule is about: refuse, warn or allow.
imagesWithoutRule: refuse
# Platforms of the nodes. Of an image for many, only what these could pull must then be signed and scanned; without this, all of it.
# platforms: [linux/amd64, linux/arm64]

rules:
  # A tag can be moved between this answer and the pull; a digest cannot.
  - id: pinned
    imageSource: { digest: true }
  # Where images come from.
  # - id: ours
  #   imageSource: { allow: ["registry.example.com/**"] }

  # Who must have signed: one of these, by a key beside this file or by exactly this identity (with --trusted-root).
  ${off}- id: signed
  ${off}  signedBy:
  ${off}    - { name: release, keyFile: ${quoted(keyFile ?? 'release.pub')} }
  #     - { issuer: "https://accounts.example.com", subject: "release@example.com" }

  # Pod Security Standards: privileged, baseline or restricted.
  - id: hardened
    podSecurity: { level: baseline }

  # A scan of each image in the ledger, and how old it and its data may be.
  - id: scanned
    scanned: { maxAge: 7d, maxDataAge: 3d }
  # What the scan may have found: nothing critical that has a fix, no critical secret, and nothing that is known to be exploited.
  - id: clean
    findings: [{ severity: critical, fixable: true }, { kind: secret, severity: critical }, { exploited: true }]

# What is let pass for a time, by whom and why.
# exceptions:
#   - { rule: clean, only: [CVE-2026-1234], reason: not reachable, owner: shop team, expires: 2027-01-31 }
`;
}
