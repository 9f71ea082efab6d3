import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createZstdCompress } from 'node:zlib';
import { tarBody, tarHeader } from '../fixtures/index.ts';
import { makeOnce } from './image-files.ts';
import { benchFolder } from './program.ts';

/* An archive of VEX files as Red Hat publishes it, in size, number and shape: most are short, some are about all that a module or the kernel brings. */

const processors = ['aarch64', 'ppc64le', 's390x', 'x86_64'];

interface Release {
  readonly id: string;
  readonly cpe: string;
  readonly tag: string;
}

const releases: readonly Release[] = [
  { id: 'BaseOS-8.10.0.Z.MAIN.EUS', cpe: 'cpe:/o:redhat:enterprise_linux:8::baseos', tag: 'el8_10' },
  { id: 'AppStream-8.6.0.Z.EUS', cpe: 'cpe:/a:redhat:rhel_eus:8.6::appstream', tag: 'el8_6' },
  { id: 'BaseOS-9.4.0.Z.MAIN.EUS', cpe: 'cpe:/o:redhat:enterprise_linux:9::baseos', tag: 'el9_4' },
  { id: 'AppStream-9.2.0.Z.EUS', cpe: 'cpe:/a:redhat:rhel_eus:9.2::appstream', tag: 'el9_2' },
];

const majors = [7, 8, 9, 10].map((major) => ({
  id: `red_hat_enterprise_linux_${major}`,
  cpe: `cpe:/o:redhat:enterprise_linux:${major}`,
}));

/** Packages that one flaw is fixed in, by the number of the document: of thirty, two hundred and a thousand documents one is larger. */
const fixedPackages = (index: number): number =>
  index % 1000 === 7 ? 400 : index % 200 === 7 ? 120 : index % 30 === 7 ? 40 : index % 2 === 0 ? 6 : 0;

const branch = (category: string, id: string, helper: object): object => ({
  category,
  name: id,
  product: { name: id, product_id: id, product_identification_helper: helper },
});

const relation = (component: string, whole: string): object => ({
  category: 'default_component_of',
  full_product_name: { name: `${component} as a component of ${whole}`, product_id: `${whole}:${component}` },
  product_reference: component,
  relates_to_product_reference: whole,
});

function document(cve: string, index: number): object {
  const builds = releases.flatMap(({ id, tag }) =>
    Array.from({ length: fixedPackages(index) }, (_, at) => `lib${(index * 7 + at) % 3000}`).flatMap((name) =>
      processors.map((processor) => {
        const version = `${1 + (index % 9)}.${index % 50}-${1 + (index % 30)}.${tag}`;
        const component = `${name}-0:${version}.${processor}`;
        return { whole: id, component, purl: `pkg:rpm/redhat/${name}@${version}?arch=${processor}` };
      }),
    ),
  );
  const open = Array.from({ length: 2 + (index % 20) }, (_, at) => `tool${(index * 3 + at) % 2500}`);
  const fixed = builds.map(({ whole, component }) => `${whole}:${component}`);
  const states = majors.map(({ id }) => open.map((name) => `${id}:${name}`));
  const [affected = [], notAffected = [], ...others] = states;
  const all = [...fixed, ...states.flat()];
  return {
    document: {
      aggregate_severity: { namespace: 'https://access.redhat.com/security/updates/classification/', text: 'Moderate' },
      category: 'csaf_vex',
      csaf_version: '2.0',
      publisher: { category: 'vendor', name: 'Red Hat Product Security', namespace: 'https://www.redhat.com' },
      title: `lib: a flaw of the number ${index}`,
      tracking: { current_release_date: '2026-01-02T03:04:05+00:00', id: cve, status: 'final', version: '3' },
    },
    product_tree: {
      branches: [
        {
          category: 'vendor',
          name: 'Red Hat',
          branches: [
            ...[...majors, ...releases].map(({ id, cpe }) => branch('product_name', id, { cpe })),
            ...open.map((name) => branch('product_version', name, { purl: `pkg:rpm/redhat/${name}?arch=src` })),
            {
              category: 'architecture',
              name: 'all',
              branches: builds.map(({ component, purl }) => branch('product_version', component, { purl })),
            },
          ],
        },
      ],
      relationships: [
        ...builds.map(({ component, whole }) => relation(component, whole)),
        ...majors.flatMap(({ id }) => open.map((name) => relation(name, id))),
      ],
    },
    vulnerabilities: [
      {
        cve,
        notes: [{ category: 'description', text: `A flaw was found in lib${index}. `.repeat(8), title: 'x' }],
        product_status: {
          fixed,
          known_affected: [...affected, ...others.flat()],
          known_not_affected: notAffected,
        },
        remediations: [
          {
            category: 'vendor_fix',
            details: 'To update …',
            product_ids: fixed,
            url: `https://access.redhat.com/errata/RHSA-2026:${1000 + (index % 9000)}`,
          },
          { category: 'none_available', details: 'Affected', product_ids: [...affected, ...others.flat()] },
        ],
        scores: [
          {
            cvss_v3: { baseScore: 5.9, vectorString: 'CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:N/I:N/A:H' },
            products: all,
          },
        ],
        threats: [{ category: 'impact', details: 'Moderate', product_ids: all }],
      },
    ],
  };
}

function* tarOf(documents: number): Generator<Uint8Array> {
  for (let index = 0; index < documents; index++) {
    const cve = `CVE-${2010 + (index % 16)}-${10_000 + index}`;
    const body = Buffer.from(JSON.stringify(document(cve, index), null, 4));
    yield tarHeader({ name: `${cve.slice(4, 8)}/${cve.toLowerCase()}.json`, size: body.length });
    yield tarBody(body);
  }
  yield Buffer.alloc(1024);
}

/** A folder with such an archive, as a base of the feed. Made once and kept. */
export async function rhelArchive(documents: number): Promise<string> {
  const folder = join(benchFolder, `rhel-vex-${documents}`);
  const name = 'csaf_vex_2026-01-03.tar.zst';
  const path = await makeOnce(join(folder, name), async (partial) => {
    await mkdir(dirname(partial), { recursive: true });
    await pipeline(Readable.from(tarOf(documents)), createZstdCompress(), createWriteStream(partial));
  });
  await writeFile(join(dirname(path), 'archive_latest.txt'), name);
  return folder;
}
