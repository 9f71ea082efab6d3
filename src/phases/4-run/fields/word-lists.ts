const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Capabilities of Linux by their bit (`linux/capability.h`). */
export const capabilityNames = words(`
CAP_CHOWN CAP_DAC_OVERRIDE CAP_DAC_READ_SEARCH CAP_FOWNER CAP_FSETID CAP_KILL CAP_SETGID CAP_SETUID CAP_SETPCAP CAP_LINUX_IMMUTABLE
CAP_NET_BIND_SERVICE CAP_NET_BROADCAST CAP_NET_ADMIN CAP_NET_RAW CAP_IPC_LOCK CAP_IPC_OWNER CAP_SYS_MODULE CAP_SYS_RAWIO CAP_SYS_CHROOT CAP_SYS_PTRACE
CAP_SYS_PACCT CAP_SYS_ADMIN CAP_SYS_BOOT CAP_SYS_NICE CAP_SYS_RESOURCE CAP_SYS_TIME CAP_SYS_TTY_CONFIG CAP_MKNOD CAP_LEASE CAP_AUDIT_WRITE
CAP_AUDIT_CONTROL CAP_SETFCAP CAP_MAC_OVERRIDE CAP_MAC_ADMIN CAP_SYSLOG CAP_WAKE_ALARM CAP_BLOCK_SUSPEND CAP_AUDIT_READ CAP_PERFMON CAP_BPF
CAP_CHECKPOINT_RESTORE
`);

/** Names of the capabilities in a set, joined by blanks. */
export function capabilityText(set: bigint): string {
  return capabilityNames.filter((_, bit) => (set >> BigInt(bit)) & 1n).join(' ');
}

/** Signals of Linux by their number, from 1 (`signal(7)`, x86 and arm). */
const signals = words(`
SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGABRT SIGBUS SIGFPE SIGKILL SIGUSR1 SIGSEGV SIGUSR2 SIGPIPE SIGALRM SIGTERM SIGSTKFLT SIGCHLD SIGCONT SIGSTOP
SIGTSTP SIGTTIN SIGTTOU SIGURG SIGXCPU SIGXFSZ SIGVTALRM SIGPROF SIGWINCH SIGIO SIGPWR SIGSYS
`);

export const signalName = (number: number): string | undefined => signals[number - 1];

/** The signals of a set, the lowest bit being the first. */
export const signalNames = (set: number): readonly string[] => signals.filter((_, bit) => ((set >>> bit) & 1) === 1);

/** Programs that people log in with. */
export const shells: ReadonlySet<string> = new Set(words('ash bash csh ksh sh tcsh zsh dash fish'));

/** What logged messages are about, and how grave they are, by number (RFC 3164). */
const facilities = words(
  'kern user mail daemon auth syslog lpr news uucp clock authpriv ftp ntp logaudit logalert cron',
);
const severities = words('emerg alert crit err warn notice info debug');

export function facilityName(number: number | undefined): string | undefined {
  if (number === undefined) return undefined;
  const local = number >= 16 && number < 24 ? `local${number - 16}` : undefined;
  return facilities[number] ?? local;
}

export const severityName = (number: number | undefined): string | undefined => severities[number ?? -1];
