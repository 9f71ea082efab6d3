import type { FrameworkControl } from '../../../core/index.ts';

/** A catalogue of controls that checks are mapped to: ids alone, whose words are their makers'. */
export interface Framework {
  readonly id: string;
  readonly title: string;
  readonly reference: string;
  /** What its controls are called. */
  readonly control: RegExp;
}

const frameworkList = {
  'cis-docker': {
    title: 'CIS Docker Benchmark 1.6.0',
    reference: 'https://www.cisecurity.org/benchmark/docker',
    control: /^[1-7](?:\.\d{1,2}){1,2}$/,
  },
  'cis-kubernetes': {
    title: 'CIS Kubernetes Benchmark 1.12.0',
    reference: 'https://www.cisecurity.org/benchmark/kubernetes',
    control: /^[1-5](?:\.\d{1,2}){1,2}$/,
  },
  'pod-security': {
    title: 'Pod Security Standards',
    reference: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    control: /^(?:baseline|restricted)$/,
  },
  'nist-800-190': {
    title: 'NIST SP 800-190, countermeasures',
    reference: 'https://csrc.nist.gov/pubs/sp/800/190/final',
    control: /^4\.[1-5]\.[1-5]$/,
  },
  'nsa-cisa': {
    title: 'NSA/CISA Kubernetes Hardening Guide 1.2, chapters',
    reference:
      'https://media.defense.gov/2022/Aug/29/2003066362/-1/-1/0/CTR_KUBERNETES_HARDENING_GUIDANCE_1.2_20220829.PDF',
    control: /^(?:pods|network|authentication|audit|upgrading)$/,
  },
  attack: {
    title: 'MITRE ATT&CK, techniques',
    reference: 'https://attack.mitre.org/matrices/enterprise/containers/',
    control: /^T\d{4}(?:\.\d{3})?$/,
  },
} as const satisfies Readonly<Record<string, Omit<Framework, 'id'>>>;

type FrameworkId = keyof typeof frameworkList;

/** Every framework that a check may be mapped to. */
export const frameworks: readonly Framework[] = Object.entries(frameworkList).map(([id, one]) => ({ id, ...one }));

/** What a check answers, by framework: `controls({ 'cis-kubernetes': '5.2.2', attack: ['T1611'] })`. */
export function controls(
  mapped: Readonly<Partial<Record<FrameworkId, string | readonly string[]>>>,
): readonly FrameworkControl[] {
  return Object.entries(mapped).flatMap(([framework, named]) =>
    [named].flat().map((control) => ({ framework, control })),
  );
}
