/**
 * Names of services and their ports, as IANA registers them and `getservbyname(3)` knows them on most machines. A port may be written by one of these names;
 * others depend on the machine that reads the rule, so they are refused.
 */
export const servicePorts: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ...{
      echo: 7,
      discard: 9,
      systat: 11,
      daytime: 13,
      netstat: 15,
      chargen: 19,
      'ftp-data': 20,
      ftp: 21,
      ssh: 22,
      telnet: 23,
    },
    ...{
      smtp: 25,
      time: 37,
      whois: 43,
      domain: 53,
      bootps: 67,
      bootpc: 68,
      tftp: 69,
      gopher: 70,
      finger: 79,
      http: 80,
    },
    ...{
      kerberos: 88,
      pop3: 110,
      sunrpc: 111,
      auth: 113,
      nntp: 119,
      ntp: 123,
      imap2: 143,
      snmp: 161,
      'snmp-trap': 162,
    },
    ...{ bgp: 179, irc: 194, ldap: 389, https: 443, 'microsoft-ds': 445, kpasswd: 464, submissions: 465, syslog: 514 },
    ...{ submission: 587, ldaps: 636, rsync: 873, ftps: 990, telnets: 992, imaps: 993, pop3s: 995, socks: 1080 },
    ...{ openvpn: 1194, 'ms-sql-s': 1433, 'ms-sql-m': 1434, radius: 1812, mqtt: 1883, nfs: 2049, 'http-alt': 8080 },
    ...{ mysql: 3306, svn: 3690, epmd: 4369, sip: 5060, 'sip-tls': 5061, 'xmpp-client': 5222, 'xmpp-server': 5269 },
    ...{ postgresql: 5432, amqp: 5672, amqps: 5671, x11: 6000, redis: 6379, ircd: 6667 },
  }),
);
