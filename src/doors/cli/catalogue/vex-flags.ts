import { envName, type ListFlag } from './flag.ts';
import { never } from './project.ts';
import { choice, text } from './value-types.ts';

/** What another scanner calls places that are written otherwise here. */
const elsewhere: Readonly<Record<string, string | undefined>> = {
  oci: '`--vex-from attached` for what hangs on the image',
  repo: 'the address of a repository, such as https://github.com/aquasecurity/vexhub',
  'sbom-ref': '`--vex-from sbom` for what a bill of materials refers to',
};

export const vex: ListFlag<string> = {
  form: 'list',
  name: 'vex',
  category: 'judgement',
  common: true,
  type: {
    ...text('PLACE', 'file'),
    parse(given) {
      const ours = elsewhere[given];
      if (ours !== undefined) throw new Error(`${ours}; a file of this name is ./${given}`);
      if (given === '') throw new Error('a value that is not empty');
      return given;
    },
  },
  separator: ',',
  help: 'Statements on flaws (VEX): a file, a folder, a repository',
  details:
    'OpenVEX, CSAF, and CycloneDX in JSON or XML; also a repository of such documents (`vex-repository.json`): its folder, its archive, or its address. A statement counts where it is about this very flaw in this very package of what is looked at, by whatever form of product id: package URL with or without version and qualifiers, digest or name of the image, CPE, BOM-Link. One that says `not_affected` or `fixed` sets the finding aside: it stays visible and counted, with whose word it is, and `--fail-on` does not count it. Of several the latest counts. `seaworthy explain FINDING` says which statement decided, and why others did not. A named document that cannot be read ends the command with 1.',
  defaultMeans: 'nobody’s statements count',
  env: envName('vex'),
  config: 'vex',
  project: never.judged,
};

export const vexFrom: ListFlag<'attached' | 'attached-unsigned' | 'sbom'> = {
  form: 'list',
  name: 'vex-from',
  category: 'trust',
  type: choice('PLACE', ['attached', 'attached-unsigned', 'sbom']),
  separator: ',',
  help: 'Take statements on flaws that come with the image, or in the SBOM',
  details:
    '`attached`: what hangs on the image, or on the index that it is from, as an attestation or as an artifact. Only what is signed by the one whom `--key`, or `--identity`, `--issuer` and `--trusted-root` name counts, as `seaworthy verify TARGET` checks it; anything else is told as found and not believed. `attached-unsigned`: believe what hangs there, whoever put it there, which is anybody who may push. `sbom`: with a bill of materials as the target, the analyses in it and the documents of statements that it refers to.',
  defaultMeans: 'nothing that comes with the image counts',
};

/** What commands take that weigh findings by statements. */
export const statements = [vex, vexFrom] as const;
