/**
 * The advisory set of the tour, written by hand: the facts (ids, versions, dates, scores) are those of the public records, the texts are ours.
 * It covers what the tour's image holds and nothing else; it is no database.
 */

interface OsvFacts {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly package: string;
  readonly summary: string;
  /** Pairs of first affected and first fixed version. */
  readonly ranges: readonly (readonly [string, string])[];
  readonly cvss?: string;
  readonly word?: string;
  readonly published: string;
}

const network = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U';

/** By ecosystem, as OSV names it. */
export const osv: Readonly<Record<string, readonly OsvFacts[]>> = {
  Go: [
    {
      id: 'GHSA-qppj-fm5r-hxr3',
      aliases: ['CVE-2023-44487'],
      package: 'golang.org/x/net',
      summary: 'HTTP/2 rapid reset: a client that opens and cancels streams quickly exhausts the server',
      ranges: [['0', '0.17.0']],
      cvss: `${network}/C:N/I:N/A:H`,
      word: 'HIGH',
      published: '2023-10-10T21:28:24Z',
    },
    {
      id: 'GO-2023-2102',
      aliases: ['CVE-2023-39325', 'GHSA-4374-p667-p6c8'],
      package: 'golang.org/x/net',
      summary: 'HTTP/2 server of Go starts work for streams that were reset, without a bound',
      ranges: [['0', '0.17.0']],
      cvss: `${network}/C:N/I:N/A:H`,
      published: '2023-10-11T16:49:53Z',
    },
    {
      id: 'GO-2024-2687',
      aliases: ['CVE-2023-45288', 'GHSA-4v7x-pqxf-cx7m'],
      package: 'golang.org/x/net',
      summary: 'HTTP/2 CONTINUATION flood: endless headers are read and decoded after the request is refused',
      ranges: [['0', '0.23.0']],
      cvss: `${network}/C:N/I:N/A:L`,
      published: '2024-04-03T21:12:01Z',
    },
    {
      id: 'GO-2024-3333',
      aliases: ['CVE-2024-45338', 'GHSA-w32m-9786-jp63'],
      package: 'golang.org/x/net',
      summary: 'HTML parser of x/net takes time that grows faster than its input',
      ranges: [['0', '0.33.0']],
      published: '2024-12-18T20:22:06Z',
    },
  ],
  npm: [
    {
      id: 'GHSA-xvch-5gv4-984h',
      aliases: ['CVE-2021-44906'],
      package: 'minimist',
      summary: 'Prototype pollution: arguments can set properties of every object',
      ranges: [['1.0.0', '1.2.6']],
      cvss: `${network}/C:H/I:H/A:H`,
      word: 'CRITICAL',
      published: '2022-03-18T00:01:09Z',
    },
    {
      id: 'GHSA-vh95-rmgr-6w4m',
      aliases: ['CVE-2020-7598'],
      package: 'minimist',
      summary: 'Prototype pollution through the argument --__proto__',
      ranges: [['1.0.0', '1.2.3']],
      cvss: 'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:L/I:L/A:L',
      word: 'MODERATE',
      published: '2020-04-03T21:48:32Z',
    },
    {
      id: 'GHSA-35jh-r3h4-6jhm',
      aliases: ['CVE-2021-23337'],
      package: 'lodash',
      summary: 'Command injection through the options of template()',
      ranges: [['0', '4.17.21']],
      cvss: 'CVSS:3.1/AV:N/AC:L/PR:H/UI:N/S:U/C:H/I:H/A:H',
      word: 'HIGH',
      published: '2021-05-06T16:05:51Z',
    },
    {
      id: 'GHSA-p6mc-m468-83gw',
      aliases: ['CVE-2020-8203'],
      package: 'lodash',
      summary: 'Prototype pollution in zipObjectDeep and its kin',
      ranges: [['3.7.0', '4.17.19']],
      cvss: 'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:H/A:H',
      word: 'HIGH',
      published: '2020-07-15T19:15:48Z',
    },
    {
      id: 'GHSA-29mw-wpgm-hmr9',
      aliases: ['CVE-2020-28500'],
      package: 'lodash',
      summary: 'trim() and toNumber() take time that grows with the square of the white space',
      ranges: [['4.0.0', '4.17.21']],
      cvss: `${network}/C:N/I:N/A:L`,
      word: 'MODERATE',
      published: '2022-01-06T20:30:46Z',
    },
    {
      id: 'GHSA-c2qf-rxjj-qqgw',
      aliases: ['CVE-2022-25883'],
      package: 'semver',
      summary: 'A range of untrusted origin takes very long to parse',
      ranges: [['7.0.0', '7.5.2']],
      cvss: `${network}/C:N/I:N/A:H`,
      word: 'HIGH',
      published: '2023-06-21T06:30:28Z',
    },
  ],
  PyPI: [
    {
      id: 'PYSEC-2021-66',
      aliases: ['CVE-2020-28493', 'GHSA-g3rq-g295-4j3m'],
      package: 'jinja2',
      summary: 'urlize takes time that grows with the square of its input',
      ranges: [['0', '2.11.3']],
      cvss: `${network}/C:N/I:N/A:L`,
      published: '2021-02-01T20:15:00Z',
    },
    {
      id: 'GHSA-h5c8-rqwp-cp95',
      aliases: ['CVE-2024-22195'],
      package: 'jinja2',
      summary: 'The xmlattr filter lets keys with spaces inject attributes',
      ranges: [['0', '3.1.3']],
      cvss: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:L/I:L/A:N',
      word: 'MODERATE',
      published: '2024-01-11T15:20:48Z',
    },
    {
      id: 'PYSEC-2021-108',
      aliases: ['CVE-2021-33503', 'GHSA-q2q7-5pp4-w6pg'],
      package: 'urllib3',
      summary: 'An address with many @ before the host takes very long to parse',
      ranges: [['1.25.4', '1.26.5']],
      cvss: `${network}/C:N/I:N/A:H`,
      published: '2021-06-29T11:15:00Z',
    },
    {
      id: 'PYSEC-2023-192',
      aliases: ['CVE-2023-43804', 'GHSA-v845-jxx5-vc9f'],
      package: 'urllib3',
      summary: 'A Cookie header is carried along to another host on redirects',
      ranges: [
        ['2.0.0', '2.0.6'],
        ['0', '1.26.17'],
      ],
      cvss: 'CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:N',
      published: '2023-10-04T17:15:00Z',
    },
  ],
};

/** The shape of the Debian security tracker's JSON: source package, flaw, release. */
export const debianTracker = {
  expat: {
    'CVE-2024-45490': {
      description: 'A negative length handed to XML_ParseBuffer is not refused',
      scope: 'remote',
      releases: { bookworm: { status: 'resolved', fixed_version: '2.5.0-1+deb12u1', urgency: 'not yet assigned' } },
    },
  },
  openssl: {
    'CVE-2025-9230': {
      description: 'Decrypting a CMS message with a password reads and writes beyond a buffer',
      scope: 'remote',
      releases: { bookworm: { status: 'resolved', fixed_version: '3.0.17-1~deb12u3', urgency: 'not yet assigned' } },
    },
    'CVE-2025-15467': {
      description: 'A CMS AuthEnvelopedData message with an overlong IV overflows the stack',
      scope: 'remote',
      releases: { bookworm: { status: 'resolved', fixed_version: '3.0.18-1~deb12u2', urgency: 'not yet assigned' } },
    },
  },
  zlib: {
    'CVE-2023-45853': {
      description: 'MiniZip overflows when a zip entry has a very long name or comment',
      scope: 'remote',
      releases: {
        bookworm: {
          status: 'open',
          urgency: 'unimportant',
          nodsa: 'contrib/minizip is not built',
          nodsa_reason: 'ignored',
        },
      },
    },
  },
};

/** The text form of the DSA list. */
export const dsaList = `[27 Jan 2026] DSA-6113-1 openssl - security update
\t{CVE-2025-15467}
\t[bookworm] - openssl 3.0.18-1~deb12u2
[01 Oct 2025] DSA-6015-1 openssl - security update
\t{CVE-2025-9230 CVE-2025-9232}
\t[bookworm] - openssl 3.0.17-1~deb12u3
[17 Sep 2024] DSA-5770-1 expat - security update
\t{CVE-2024-45490 CVE-2024-45491 CVE-2024-45492}
\t[bookworm] - expat 2.5.0-1+deb12u1
`;

/** The text form of the DLA list: one bulletin about an older release, which says nothing of this image. */
export const dlaList = `[19 Sep 2024] DLA-3893-1 expat - security update
\t{CVE-2023-52425 CVE-2024-45490 CVE-2024-45491 CVE-2024-45492}
\t[bullseye] - expat 2.2.10-2+deb11u6
`;

/** One entry of CISA's list. */
export const kev = {
  title: 'One entry of the CISA catalogue of known exploited vulnerabilities, for the tour',
  catalogVersion: '2026.11.24',
  dateReleased: '2026-11-24T00:00:00Z',
  count: 1,
  vulnerabilities: [
    {
      cveID: 'CVE-2023-44487',
      vendorProject: 'IETF',
      product: 'HTTP/2',
      vulnerabilityName: 'HTTP/2 rapid reset',
      dateAdded: '2023-10-10',
      shortDescription: 'Streams that are opened and cancelled at once exhaust a server.',
      requiredAction: 'Apply the maker’s mitigation or stop using the product.',
      dueDate: '2023-10-31',
      knownRansomwareCampaignUse: 'Unknown',
    },
  ],
};

/** EPSS probability and percentile as of 2026-08-16 (FIRST.org). */
export const epss: Readonly<Record<string, readonly [number, number]>> = {
  'CVE-2020-28493': [0.03546, 0.88293],
  'CVE-2020-28500': [0.07336, 0.9385],
  'CVE-2020-7598': [0.01931, 0.78271],
  'CVE-2020-8203': [0.05213, 0.91787],
  'CVE-2021-23337': [0.21333, 0.97387],
  'CVE-2021-33503': [0.03273, 0.87349],
  'CVE-2021-44906': [0.04581, 0.90829],
  'CVE-2022-25883': [0.02761, 0.85012],
  'CVE-2023-39325': [0.03796, 0.89071],
  'CVE-2023-43804': [0.01207, 0.65732],
  'CVE-2023-44487': [0.99999, 0.99997],
  'CVE-2023-45288': [0.91969, 0.99811],
  'CVE-2023-45853': [0.03179, 0.8695],
  'CVE-2024-22195': [0.00892, 0.56415],
  'CVE-2024-45338': [0.00874, 0.55901],
  'CVE-2025-15467': [0.47621, 0.98744],
  'CVE-2025-9230': [0.01744, 0.75835],
  'CVE-2025-9232': [0.02251, 0.81407],
};
