import { violation } from '../../../../foundations/kubernetes/index.ts';
import { type Control, type MinorVersion, podSecurityStandards, type Revision } from '../control.ts';

/** Kernel settings that hold for the pod alone, by the version in which each was added to the list. */
const safe: readonly { readonly from: MinorVersion; readonly names: readonly string[] }[] = [
  {
    from: '1.0',
    names: [
      'kernel.shm_rmid_forced',
      'net.ipv4.ip_local_port_range',
      'net.ipv4.tcp_syncookies',
      'net.ipv4.ping_group_range',
      'net.ipv4.ip_unprivileged_port_start',
    ],
  },
  { from: '1.27', names: ['net.ipv4.ip_local_reserved_ports'] },
  {
    from: '1.29',
    names: [
      'net.ipv4.tcp_keepalive_time',
      'net.ipv4.tcp_fin_timeout',
      'net.ipv4.tcp_keepalive_intvl',
      'net.ipv4.tcp_keepalive_probes',
    ],
  },
  { from: '1.32', names: ['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'] },
  { from: '1.37', names: ['net.ipv4.tcp_slow_start_after_idle', 'net.ipv4.tcp_notsent_lowat'] },
];

function revision(from: MinorVersion, names: readonly string[]): Revision {
  return {
    level: 'baseline',
    from,
    check: 'sysctls',
    allowed: names.join(', '),
    violations: (pod) =>
      pod.security
        .get('sysctls')
        .items()
        .map((sysctl) => sysctl.get('name'))
        .filter((name) => !names.includes(name.text() ?? ''))
        .map((name) => violation('pod', name, 'one of the safe sysctls')),
  };
}

export const sysctls: Control = {
  id: 'pod-security/sysctls',
  name: 'sysctls',
  title: 'Sysctls',
  why: 'Most kernel settings are those of the node: changing them weakens or disturbs every pod on it.',
  severity: 'medium',
  fields: ['spec.securityContext.sysctls[*].name'],
  revisions: safe.map(({ from }, index) =>
    revision(
      from,
      safe.slice(0, index + 1).flatMap(({ names }) => names),
    ),
  ),
  remedy: 'Remove the sysctl, or set it on the node for everyone.',
  references: [podSecurityStandards],
  aliases: ['sysctls'],
  violating: [
    {
      level: 'baseline',
      version: 'latest',
      pod: {
        spec: {
          securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '65536' }] },
          containers: [{ name: 'web', image: 'example.com/web' }],
        },
      },
    },
    {
      level: 'baseline',
      version: '1.31',
      pod: {
        spec: {
          securityContext: { sysctls: [{ name: 'net.ipv4.tcp_rmem', value: '4096 87380 6291456' }] },
          containers: [{ name: 'web', image: 'example.com/web' }],
        },
      },
    },
  ],
  clean: [
    {
      level: 'baseline',
      version: '1.32',
      pod: {
        spec: {
          securityContext: { sysctls: [{ name: 'net.ipv4.tcp_rmem', value: '4096 87380 6291456' }] },
          containers: [{ name: 'web', image: 'example.com/web' }],
        },
      },
    },
  ],
};
