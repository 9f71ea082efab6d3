import type { Signature } from '../signature.ts';

/** Servers of the web, of mail, of names and of files. */
export const servers: readonly Signature[] = [
  {
    name: 'nginx',
    files: ['nginx', 'nginx-debug', 'openresty'],
    marks: [/nginx version: (?:nginx|openresty|freenginx)\/(?<version>\d{1,3}\.\d{1,4}\.\d{1,4})/],
    versionOrder: 'gem',
  },
  {
    name: 'httpd',
    files: ['httpd', 'apache2', 'libhttpd.so'],
    marks: [/Apache\/(?<version>\d{1,2}\.\d{1,3}\.\d{1,3})(?:-dev)?(?: \([ -~]{1,40}\))?\0/],
    versionOrder: 'gem',
  },
  {
    name: 'haproxy',
    files: ['haproxy'],
    marks: [
      / version (?<version>\d{1,2}\.\d{1,3}(?:\.\d{1,3}|-dev\d{1,3}))(?:[-+~][0-9A-Za-z.+~-]{1,60})?, released \d{4}\//,
      // Alone it must be the whole string: "Lua 5.3.6" is what it was built with.
      /\0(?<version>\d{1,2}\.\d{1,3}(?:\.\d{1,3}|-dev\d{1,3}))(?:[-+~][0-9A-Za-z.+~-]{1,60})?\0/,
    ],
    versionOrder: 'gem',
  },
  {
    name: 'lighttpd',
    files: ['lighttpd'],
    marks: [/lighttpd\/(?<version>\d{1,2}\.\d{1,3}\.\d{1,3})/],
    versionOrder: 'gem',
  },
  {
    name: 'varnish',
    files: ['varnishd'],
    marks: [/varnish-(?<version>\d{1,3}\.\d{1,3}\.\d{1,3}) revision /],
    versionOrder: 'gem',
  },
  { name: 'squid', files: ['squid'], marks: [/squid\/(?<version>\d{1,2}(?:\.\d{1,3}){1,3})/], versionOrder: 'gem' },
  { name: 'unbound', files: ['unbound'], marks: [/\0unbound (?<version>\d\.\d{1,3}\.\d{1,3})\0/], versionOrder: 'gem' },
  {
    name: 'openssh',
    files: ['sshd', 'ssh', 'sshd-session'],
    marks: [
      /OpenSSH_(?<version>\d{1,3}\.\d{1,3}p\d{1,2})(?: [ -~]{1,60})?\0/,
      /OpenSSH_(?<version>\d{1,3}\.\d{1,3})\0/,
    ],
    versionOrder: 'rpm',
  },
  {
    name: 'proftpd',
    files: ['proftpd'],
    marks: [/ProFTPD (?<version>\d\.\d{1,2}\.\d{1,2}[a-z]?) standalone/],
    versionOrder: 'rpm',
  },
  {
    name: 'vsftpd',
    files: ['vsftpd'],
    marks: [/\(vsFTPd (?<version>\d{1,2}\.\d{1,3}\.\d{1,3})\)/],
    versionOrder: 'gem',
  },
  {
    name: 'dovecot',
    files: ['dovecot'],
    marks: [/Dovecot v(?<version>\d\.\d{1,3}(?:\.\d{1,3}){1,2}) /],
    versionOrder: 'gem',
  },
  {
    name: 'postfix',
    files: ['master', 'libpostfix-global.so'],
    marks: [/mail_version=(?<version>\d{1,2}\.\d{1,3}\.\d{1,3})\0/],
    versionOrder: 'gem',
  },
  {
    name: 'mosquitto',
    files: ['mosquitto'],
    marks: [/(?<![\w.])(?<version>\d\.\d{1,3}\.\d{1,3})\0mosquitto version %s/],
    versionOrder: 'gem',
  },
  {
    name: 'memcached',
    files: ['memcached'],
    marks: [/memcached (?<version>\d\.\d{1,3}\.\d{1,3})[\0\n]/],
    versionOrder: 'gem',
  },
];
