/** A kind of descriptor: what `fd.type` and `fd.typechar` say of it, and how it stands in a list of descriptors. */
export interface DescriptorKind {
  readonly type: string;
  readonly letter: string;
  readonly layout: 'none' | 'ipv4' | 'ipv6' | 'ipv4-server' | 'ipv6-server' | 'unix' | 'file' | 'named';
}

const kind = (type: string, letter: string, layout: DescriptorKind['layout'] = 'named'): DescriptorKind => ({
  type,
  letter,
  layout,
});

/** Kinds by their number in a capture (falcosecurity/libs, `scap_fd_type`). */
export const descriptorKinds: readonly DescriptorKind[] = [
  kind('unknown', 'o', 'none'),
  kind('file', 'f'),
  kind('directory', 'd'),
  kind('ipv4', '4', 'ipv4'),
  kind('ipv6', '6', 'ipv6'),
  kind('ipv4', '4', 'ipv4-server'),
  kind('ipv6', '6', 'ipv6-server'),
  kind('pipe', 'p'),
  kind('unix', 'u', 'unix'),
  kind('event', 'e'),
  kind('unsupported', 'X'),
  kind('signalfd', 's'),
  kind('eventpoll', 'l'),
  kind('inotify', 'i'),
  kind('timerfd', 't'),
  kind('netlink', 'n'),
  kind('file', 'f', 'file'),
  kind('bpf', 'b'),
  kind('userfaultfd', 'u'),
  kind('io_uring', 'r'),
  kind('memfd', 'm'),
  kind('pidfd', 'P'),
];
