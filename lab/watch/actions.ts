/** One thing that is done in a container. */
export interface Action {
  readonly title: string;
  /** The name of the rule of Falco's stable set that is about it. */
  readonly rule: string;
  /** A condition in few words that is about it and about nothing else here. */
  readonly condition: string;
  readonly words?: readonly string[];
  /** On a terminal. */
  readonly terminal?: boolean;
  /** The server that was there before the watch does it. */
  readonly bell?: boolean;
  /** A copy of the program of acts is put there first, so that it is no file of the image. */
  readonly dropped?: string;
}

const act = '/usr/bin/act';
const one = (rule: string, condition: string, ...words: readonly string[]): Action => ({
  title: words.join(' '),
  ...{ rule, condition, words },
});

/** Harmless acts, each of which a rule should tell. Nothing is listened on at the addresses: those for documentation, and one of clusters. */
export const actions: readonly Action[] = [
  one(
    'Directory traversal monitored file read',
    'evt.type = openat and fd.nameraw contains "../etc/shadow" and proc.name = cat',
    ...[act, 'spawn', '/bin/cat', 'cat', 'read', '/etc/../etc/../../etc/shadow', '0'],
  ),
  one(
    'Read sensitive file trusted after startup',
    'evt.type = openat and fd.name = /etc/shadow and proc.name = nginx and proc.duration > 5000000000',
    ...['/usr/sbin/nginx', 'read', '/etc/shadow', '6'],
  ),
  one(
    'Read sensitive file untrusted',
    'evt.type = openat and fd.name = /etc/shadow and proc.name = cat and evt.is_open_read = true',
    ...['/bin/cat', 'read', '/etc/shadow', '0'],
  ),
  {
    title: 'a shell from a server that was there before',
    rule: 'Run shell untrusted',
    condition: 'evt.type = execve and proc.name = sh and proc.pname = nginx',
    bell: true,
  },
  one(
    'System user interactive',
    'evt.type = execve and proc.name = id and user.uid = 2 and proc.pname = sshd',
    ...['/usr/sbin/sshd', 'asuser', '2', '/bin/id', 'id'],
  ),
  {
    title: 'a shell on a terminal',
    rule: 'Terminal shell in container',
    condition: 'evt.type = execve and proc.name = sh and proc.tty != 0',
    words: ['/bin/sh', 'sleep', '1'],
    terminal: true,
  },
  one(
    'Contact K8S API Server From Container',
    'evt.type = connect and fd.sip = 10.96.0.1 and fd.sport = 443',
    ...[act, 'connect', '10.96.0.1', '443'],
  ),
  one(
    'Netcat Remote Code Execution in Container',
    'evt.type = execve and proc.name = nc and proc.args contains "-e /bin/true"',
    ...['/bin/nc', '127.0.0.1', '1', '-e', '/bin/true'],
  ),
  one(
    'Search Private Keys or Passwords',
    'evt.type = execve and proc.name = find and proc.args contains id_rsa',
    ...['/bin/find', '/root', '-name', 'id_rsa'],
  ),
  one(
    'Clear Log Activities',
    'evt.type = openat and fd.name = /var/log/syslog and evt.arg.flags contains O_TRUNC',
    ...[act, 'trunc', '/var/log/syslog'],
  ),
  one('Remove Bulk Data from Disk', 'evt.type = execve and proc.name = shred', '/usr/sbin/shred', 'sleep', '0'),
  one(
    'Create Symlink Over Sensitive Files',
    'evt.type in (symlink, symlinkat) and evt.arg.target = /etc/shadow',
    ...[act, 'symlink'],
  ),
  one(
    'Create Hardlink Over Sensitive Files',
    'evt.type in (link, linkat) and evt.arg.oldpath = /etc/shadow',
    ...[act, 'link'],
  ),
  one(
    'Packet socket created in container',
    'evt.type = socket and evt.arg.domain contains AF_PACKET',
    ...[act, 'packet'],
  ),
  one(
    'Redirect STDOUT/STDIN to Network Connection in Container',
    'evt.type in (dup, dup2, dup3) and evt.rawres in (0, 1, 2) and fd.type in (ipv4, ipv6)',
    ...[act, 'dup'],
  ),
  one(
    'Linux Kernel Module Injection Detected',
    'evt.type in (init_module, finit_module) and thread.tid > 0',
    ...[act, 'module'],
  ),
  one(
    'Debugfs Launched in Privileged Container',
    'evt.type = execve and proc.name = debugfs and container.privileged = true',
    ...['/usr/sbin/debugfs', 'sleep', '0'],
  ),
  one(
    'Detect release_agent File Container Escapes',
    'evt.type = openat and fd.name endswith release_agent and evt.is_open_write = true',
    ...[act, 'trunc', '/tmp/release_agent'],
  ),
  one('PTRACE attached to process', 'evt.type = ptrace and evt.arg.request contains PTRACE_ATTACH', ...[act, 'ptrace']),
  one(
    'PTRACE anti-debug attempt',
    'evt.type = ptrace and evt.arg.request contains PTRACE_TRACEME',
    ...[act, 'traceme'],
  ),
  one(
    'Find AWS Credentials',
    'evt.type = execve and proc.name = grep and proc.args contains aws_secret_access_key',
    ...['/bin/grep', 'aws_secret_access_key', '/etc/passwd'],
  ),
  {
    ...one('Execution from /dev/shm', 'evt.type = execve and proc.exepath = /dev/shm/x', '/dev/shm/x'),
    dropped: '/dev/shm/x',
  },
  {
    ...one(
      'Drop and execute new binary in container',
      'evt.type = execve and proc.is_exe_upper_layer = true and proc.exepath = /opt/dropped',
      '/opt/dropped',
    ),
    dropped: '/opt/dropped',
  },
  one(
    'Disallowed SSH Connection Non Standard Port',
    'evt.type = connect and proc.name = ssh and fd.sport = 443 and fd.type = ipv4',
    ...['/usr/sbin/ssh', 'connect', '203.0.113.5', '443'],
  ),
  one(
    'Disallowed SSH Connection Non Standard Port',
    'evt.type = connect and proc.name = ssh and fd.sport = 8443 and fd.sip = 203.0.113.6',
    ...['/usr/sbin/ssh', 'mapped', '203.0.113.6', '8443'],
  ),
  one(
    'Fileless execution via memfd_create',
    'evt.type in (execve, execveat) and proc.is_exe_from_memfd = true',
    // By another than runc, which does so itself.
    ...[act, 'spawn', act, 'act', 'memfd'],
  ),
];
