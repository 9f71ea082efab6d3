import { count } from '../../../../../core/index.ts';
import type { FoundFile, FoundFileList } from '../../../inventory/index.ts';
import { controls } from '../../frameworks.ts';
import type { ImageBreach, ImageCheck } from '../check.ts';
import type { ImageView } from '../view.ts';

/** Programs that do whatever they are told: with the rights of root they are root's shell (GTFOBins). */
const anything =
  /\/(?:ash|awk|bash|busybox|csh|dash|docker|ed|emacs|env|expect|find|gawk|gdb|lua|mawk|more|nano|nmap|node|perl|php|python[\d.]*|rsync|ruby|sh|strace|tar|vi|vim|zsh)$/;

/** How many files a finding names. */
const mostNamed = 5;

const octal = (mode: number): string => mode.toString(8).padStart(4, '0');

/** One finding for the files of a layer. */
function* perLayer(
  { files, total }: FoundFileList,
  text: (file: FoundFile) => string,
  expected: string,
): Iterable<ImageBreach> {
  const beyond = total > files.length ? `; ${count(total - files.length, 'more file')} in all layers` : '';
  for (const [layer, same] of Map.groupBy(files, (file) => file.layer)) {
    const [first] = same;
    const rest = same.length > mostNamed ? ` and ${same.length - mostNamed} more` : '';
    const observed = `${same.slice(0, mostNamed).map(text).join(', ')}${rest}${beyond}`;
    yield { path: first?.path ?? '', layer, observed, expected };
  }
}

/** One finding for each file. */
function* each(
  files: readonly FoundFile[],
  observed: (file: FoundFile) => string,
  expected: string,
  severity?: (file: FoundFile) => ImageBreach['severity'],
): Iterable<ImageBreach> {
  for (const file of files) {
    const worse = severity?.(file);
    const { path, layer } = file;
    yield { path, layer, observed: observed(file), expected, ...(worse && { severity: worse }) };
  }
}

const withMode = ({ path, mode }: FoundFile): string => `/${path} (${octal(mode)})`;
const isTool = ({ path }: FoundFile): boolean => anything.test(`/${path}`);

/** Whether no package of the distribution brought it. Where none says what it brings, only that of a tool is known: no distribution gives one such a bit. */
const isForeign = ({ ownersKnown }: NonNullable<ImageView['files']>, file: FoundFile): boolean =>
  ownersKnown ? file.packaged !== true : isTool(file);
const foreign = (all: NonNullable<ImageView['files']>, { files }: FoundFileList): readonly FoundFile[] =>
  files.filter((file) => isForeign(all, file));
const ofPackages = (all: NonNullable<ImageView['files']>, found: FoundFileList): FoundFileList => {
  const files = found.files.filter((file) => !isForeign(all, file));
  return { files, total: files.length + found.total - found.files.length };
};

/** Folders of the system itself. */
const ofSystem = /^(?:bin|sbin|lib\w*|usr|etc|boot)(?:\/|$)/;

export const fileChecks: readonly ImageCheck[] = [
  {
    id: 'image/setuid-files',
    version: 1,
    of: 'files',
    title: 'Programs run with the rights of their owner or group',
    severity: 'negligible',
    aliases: ['CIS-DI-0008'],
    frameworks: controls({ 'cis-docker': '4.8', 'nist-800-190': '4.1.2', attack: 'T1548.001' }),
    why: 'Distributions bring some, such as su and mount. A flaw in one makes any user of the container root, and few applications need any.',
    remedy: 'Take the bits away in the layer that brings them (`chmod a-s`), or start it with no new privileges.',
    references: ['https://man7.org/linux/man-pages/man7/credentials.7.html'],
    violating: [{ files: [{ path: 'usr/bin/su', mode: 0o4755, packaged: true }] }],
    clean: [
      {
        files: [
          { path: 'usr/bin/su', mode: 0o755 },
          { path: 'var/lock/x', mode: 0o2644 },
        ],
      },
    ],
    look: ({ files }) => (files ? perLayer(ofPackages(files, files.setid), withMode, 'no setuid or setgid bit') : []),
  },
  {
    id: 'image/own-setuid-file',
    version: 1,
    of: 'files',
    title: 'A program that no package brought runs with the rights of its owner or group',
    severity: 'medium',
    aliases: ['CIS-DI-0008'],
    frameworks: controls({ 'cis-docker': '4.8', attack: 'T1548.001' }),
    why: 'Nobody keeps it up to date, and a flaw in it makes any user of the container root. A shell or an interpreter with such a bit needs no flaw.',
    remedy: 'Take the bit away (`chmod a-s`), or give the one capability that it needs.',
    references: ['https://man7.org/linux/man-pages/man7/credentials.7.html'],
    violating: [
      {
        files: [
          { path: 'app/helper', mode: 0o4755 },
          { path: 'usr/bin/su', mode: 0o4755, packaged: true },
        ],
      },
      {
        files: [
          { path: 'usr/local/bin/bash', mode: 0o4755 },
          { path: 'usr/bin/id', mode: 0o755, packaged: true },
        ],
      },
      { files: [{ path: 'bin/bash', mode: 0o4755 }] },
    ],
    clean: [
      {
        files: [
          { path: 'usr/bin/su', mode: 0o4755, packaged: true },
          { path: 'app/helper', mode: 0o755 },
        ],
      },
    ],
    look: ({ files }) =>
      files
        ? each(foreign(files, files.setid), withMode, 'no setuid or setgid bit', (file) =>
            isTool(file) ? 'high' : undefined,
          )
        : [],
  },
  {
    id: 'image/file-capabilities',
    version: 1,
    of: 'files',
    title: 'A program gets capabilities from its file',
    severity: 'low',
    aliases: [],
    frameworks: controls({ 'cis-docker': '4.8', attack: 'T1548' }),
    why: 'Whoever runs it gets a part of the rights of root, as far as the container has them. Some of them are as good as all.',
    remedy: 'Take them away (`setcap -r`), or give the container the one capability that it needs.',
    references: ['https://man7.org/linux/man-pages/man7/capabilities.7.html'],
    violating: [
      { files: [{ path: 'usr/bin/ping', mode: 0o755, capabilities: 1 << 13 }] },
      { files: [{ path: 'app/x', mode: 0o755, capabilities: 2 ** 21 }] },
    ],
    clean: [{ files: [{ path: 'usr/bin/ping', mode: 0o755 }] }],
    look: ({ files }) =>
      files
        ? each(
            files.capable.files,
            (file) => `/${file.path}: ${capabilityNames(file).join(', ')}`,
            'no capabilities',
            (file) => {
              const names = capabilityNames(file);
              if (names.some((name) => mighty.has(name))) return 'medium';
              return names.every((name) => harmless.has(name)) ? 'negligible' : undefined;
            },
          )
        : [],
  },
  {
    id: 'image/writable-search-path',
    version: 1,
    of: 'files',
    title: 'Everybody may put programs where they are looked for',
    severity: 'high',
    aliases: [],
    frameworks: controls({ attack: 'T1574.007' }),
    why: 'Whoever gets to run something in the container replaces a program that others start by name, root among them.',
    remedy: 'Take the right to write away from others: `chmod o-w`.',
    references: ['https://cwe.mitre.org/data/definitions/732.html'],
    violating: [
      { config: { Env: ['PATH=/opt/bin:/usr/bin'] }, files: [{ path: 'opt/bin', mode: 0o777, kind: 'directory' }] },
      { files: [{ path: 'usr/bin/ls', mode: 0o777 }] },
    ],
    clean: [
      { config: { Env: ['PATH=/opt/bin:/usr/bin'] }, files: [{ path: 'opt/bin', mode: 0o755, kind: 'directory' }] },
      {
        files: [
          { path: 'tmp', mode: 0o1777, kind: 'directory' },
          { path: 'data/x', mode: 0o777 },
        ],
      },
    ],
    look: (view) =>
      view.files
        ? each(
            view.files.open.files.filter((file) => isSearched(view, file)),
            withMode,
            'nobody but root writes there',
          )
        : [],
  },
  {
    id: 'image/writable-by-all',
    version: 1,
    of: 'files',
    title: 'Everybody may change files',
    severity: 'low',
    aliases: [],
    frameworks: controls({ 'nist-800-190': '4.1.2', attack: 'T1222.002' }),
    why: 'A flaw in whatever runs in the container is enough to change them, and so what others of its processes do.',
    remedy:
      'Take the right to write away from others (`chmod o-w`), or give it to one user; folders for all want the sticky bit.',
    references: ['https://cwe.mitre.org/data/definitions/732.html'],
    violating: [
      { files: [{ path: 'app/config.json', mode: 0o666 }] },
      { files: [{ path: 'data', mode: 0o777, kind: 'directory' }] },
    ],
    clean: [
      {
        files: [
          { path: 'tmp', mode: 0o1777, kind: 'directory' },
          { path: 'app/config.json', mode: 0o664 },
        ],
      },
      { files: [{ path: 'dev/null', mode: 0o666 }] },
    ],
    *look(view) {
      if (view.files === undefined) return;
      const { files, total } = view.files.open;
      const rest = files.filter((file) => !isSearched(view, file));
      const [system, other] = [
        rest.filter(({ path }) => ofSystem.test(path)),
        rest.filter(({ path }) => !ofSystem.test(path)),
      ];
      for (const breach of perLayer({ files: system, total: system.length }, withMode, 'written by root alone'))
        yield { ...breach, severity: 'medium' };
      yield* perLayer({ files: other, total: other.length + total - files.length }, withMode, 'written by one user');
    },
  },
  {
    id: 'image/changeable-code',
    version: 1,
    of: 'files',
    title: 'The user that runs it may change its code',
    severity: 'low',
    aliases: [],
    frameworks: controls({ 'nist-800-190': '4.4.4', attack: 'T1554' }),
    why: 'Whoever finds a flaw in the application can leave something in it that stays until the container ends, and runs at its next start.',
    remedy: 'Leave the code to root (`COPY` without `--chown`), and give the user the folders for data alone.',
    references: ['https://cwe.mitre.org/data/definitions/732.html'],
    violating: [
      {
        config: { User: '1000', WorkingDir: '/app', Cmd: ['node', 'server.js'] },
        files: [{ path: 'app/server.js', mode: 0o644, owner: 1000 }],
      },
    ],
    clean: [
      {
        config: { User: '1000', WorkingDir: '/app', Cmd: ['node', 'server.js'] },
        files: [
          { path: 'app/server.js', mode: 0o644 },
          { path: 'app/data/x.db', mode: 0o644, owner: 1000 },
        ],
      },
      { config: { WorkingDir: '/app' }, files: [{ path: 'app/server.js', mode: 0o644, owner: 1000 }] },
    ],
    *look({ files }) {
      const [first] = files?.changeable?.files ?? [];
      if (first === undefined || files?.changeable === undefined) return;
      const { total } = files.changeable;
      const rest = total > 1 ? ` and ${count(total - 1, 'more file')}` : '';
      yield { path: first.path, layer: first.layer, observed: `/${first.path}${rest}`, expected: 'code of root' };
    },
  },
];

/** Whether a file is a folder of the search path, or a program in one. */
function isSearched({ variables }: ImageView, { path }: FoundFile): boolean {
  const search = variables.get('PATH') ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  const folders = search.split(':', 200).map((folder) => folder.replace(/^\/+|\/+$/g, ''));
  return folders.includes(path) || (path.includes('/') && folders.includes(path.slice(0, path.lastIndexOf('/'))));
}

/** In the order of their bits (linux/capability.h). */
const capabilities =
  'chown dac_override dac_read_search fowner fsetid kill setgid setuid setpcap linux_immutable net_bind_service net_broadcast net_admin net_raw ipc_lock ipc_owner sys_module sys_rawio sys_chroot sys_ptrace sys_pacct sys_admin sys_boot sys_nice sys_resource sys_time sys_tty_config mknod lease audit_write audit_control setfcap mac_override mac_admin syslog wake_alarm block_suspend audit_read perfmon bpf checkpoint_restore'.split(
    ' ',
  );
/** As good as all of them. */
const mighty: ReadonlySet<string> = new Set(
  'dac_override dac_read_search chown fowner setuid setgid setpcap setfcap sys_admin sys_module sys_ptrace sys_rawio mac_admin bpf'.split(
    ' ',
  ),
);
/** What servers and ping are given on purpose. */
const harmless: ReadonlySet<string> = new Set(['net_bind_service', 'net_raw', 'ipc_lock']);

const capabilityNames = ({ capabilities: set = 0 }: FoundFile): readonly string[] =>
  capabilities.filter((_, bit) => Math.floor(set / 2 ** bit) % 2 === 1);
