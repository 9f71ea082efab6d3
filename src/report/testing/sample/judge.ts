import {
  type Evidence,
  fingerprint,
  fixVersions,
  type Package,
  type Severity,
  type VersionFix,
  type VulnerabilityFinding,
} from '../../../core/index.ts';
import { image } from './packages.ts';

/** A finding as the scan would make it, from what differs. */
export interface Judged {
  readonly id: string;
  readonly about: Package;
  readonly title: string;
  readonly severity: Severity;
  readonly score?: number;
  readonly fix: VersionFix;
  readonly risk: number;
  readonly epss?: readonly [number, number];
  readonly kev?: string;
  readonly source: string;
  readonly aliases?: readonly string[];
}

export const fixedIn = (...versions: readonly [string, ...string[]]): VersionFix => ({
  state: 'fixed',
  versions,
  advice: `Upgrade to ${versions.join(' or ')}.`,
});
export const noFix: VersionFix = {
  state: 'unfixed',
  advice: 'No fixed version yet: watch the advisory, or remove the package if it is not needed.',
};
export const wontFix: VersionFix = {
  state: 'wont-fix',
  advice: 'Debian will not fix it in this release: remove the package or move to a newer release.',
};

function chain(judged: Judged): readonly Evidence[] {
  const { about, fix } = judged;
  const where = about.layer === undefined ? {} : { layer: about.layer };
  const [fixed] = fixVersions(fix);
  return [
    { kind: 'file', statement: `${about.path} was read.`, source: about.path, ...where },
    {
      kind: 'package',
      statement: `It says that ${about.name} ${about.version} is installed.`,
      observed: about.version,
      source: about.purl,
      ...where,
    },
    {
      kind: 'record',
      statement: `${judged.source} lists ${judged.id} for ${about.source?.name ?? about.name}.`,
      source: judged.source,
    },
    fixed === undefined
      ? {
          kind: 'comparison',
          statement: 'The record names no fixed version: every version is affected.',
          observed: about.version,
          source: judged.source,
        }
      : {
          kind: 'comparison',
          statement: `${about.version} is older than ${fixed} in the ${about.versionOrder} order.`,
          observed: about.version,
          expected: `≥ ${fixed}`,
          source: judged.source,
        },
    ...(judged.kev === undefined
      ? []
      : [
          {
            kind: 'context',
            statement: `Exploited in the wild, on the list since ${judged.kev}.`,
            source: 'kev',
          } as const,
        ]),
  ];
}

export function judge(judged: Judged): VulnerabilityFinding {
  const { about, epss, kev } = judged;
  const where = about.layer === undefined ? {} : { layer: about.layer };
  return {
    kind: 'vulnerability',
    subject: image,
    id: judged.id,
    aliases: judged.aliases ?? [],
    title: judged.title,
    details: `${judged.title}. An attacker who can reach the affected function may use this; what is at stake depends on how the program is used.`,
    severity: judged.severity,
    severitySource: judged.score === undefined ? judged.source : 'NVD',
    cvss:
      judged.score === undefined
        ? []
        : [{ vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H', score: judged.score, source: 'NVD' }],
    ...(kev === undefined ? {} : { weaknesses: ['CWE-79', 'CWE-400'] }),
    exploitation: {
      ...(kev === undefined
        ? {}
        : { known: { added: kev, due: '2023-10-31', ransomware: false, action: 'Apply the update of the maker.' } }),
      ...(epss === undefined ? {} : { epss: { probability: epss[0], percentile: epss[1] } }),
      ...(kev === undefined
        ? {}
        : { ssvc: { exploitation: 'active' as const, automatable: true, impact: 'partial' as const } }),
    },
    package: { id: about.id, name: about.name, version: about.version, purl: about.purl, type: about.type },
    location: { kind: 'image-file', path: about.path, ...where },
    evidence: chain(judged),
    fix: judged.fix,
    risk: {
      score: judged.risk,
      factors: [
        { name: 'severity', effect: `base ${Math.round(judged.risk * 0.6)}`, why: `rated ${judged.severity}` },
        ...(epss === undefined
          ? []
          : [
              {
                name: 'likelihood',
                effect: `${epss[0]} × 30`,
                why: 'EPSS gives the chance of exploitation in 30 days',
              },
            ]),
        ...(kev === undefined
          ? []
          : [{ name: 'exploited', effect: '+ 30', why: 'it is on the list of exploited flaws' }]),
      ],
    },
    references: [`https://security-tracker.debian.org/tracker/${judged.id}`, 'javascript:alert(1)'],
    fingerprint: fingerprint('vulnerability', judged.id, about.type, about.name, about.path),
  };
}
