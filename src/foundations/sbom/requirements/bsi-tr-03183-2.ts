import type { RequirementCatalogue, SbomAnswer } from './requirement.ts';
import { type Contact, type StatedComponent, type StatedDocument, saying } from './stated.ts';

/** Section 5.2: creators are known by an address of mail, or, without one, by a URL. */
const reachable = (contacts: readonly Contact[]): SbomAnswer =>
  contacts.some(({ email, url }) => /^[^@\s]+@[^@\s]+$/.test(email ?? '') || /^https?:\/\/\S+$/.test(url ?? ''))
    ? 'stated'
    : 'missing';

const said = (text: string | undefined): SbomAnswer => (saying(text) === 'stated' ? 'stated' : 'missing');

/** Section 4: CycloneDX 1.6 or SPDX 3.0.1, or later ones. */
function isLateEnough({ format, version }: StatedDocument): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return format === 'CycloneDX'
    ? major > 1 || (major === 1 && minor >= 6)
    : major > 3 || (major === 3 && (minor > 0 || patch >= 1));
}

/**
 * What is asked of files alone. A logical component has many, and one that was built into another has none any more: there it is not asked (sections 3.2.1 and
 * 3.2.2), where the document says so.
 */
const ofFile = ({ isLogical }: StatedComponent, isStated: boolean): SbomAnswer =>
  isStated ? 'stated' : isLogical === true ? 'not-asked' : 'missing';

const property =
  (name: 'executable' | 'archive' | 'structured') =>
  (component: StatedComponent): SbomAnswer =>
    ofFile(component, component.properties.has(name));

/** The required data fields of section 5.2, and what sections 3 and 4 ask of the document. “Not known” is no answer to any of them. */
export const bsiTr031832: RequirementCatalogue = {
  id: 'bsi-tr-03183-2',
  title: 'Technical Guideline TR-03183-2: Software Bill of Materials',
  source: 'BSI, version 2.1.0 of 2025-08-20',
  takesUnknown: false,
  requirements: [
    {
      id: 'format',
      title: 'Format (section 4)',
      of: 'document',
      answer: (document) => (isLateEnough(document) ? 'stated' : 'missing'),
      next: 'write CycloneDX 1.6 or SPDX 3.0.1, or later: SPDX 2 cannot pass',
    },
    {
      id: 'no-vulnerabilities',
      title: 'No vulnerabilities in it (section 3.1)',
      of: 'document',
      answer: ({ hasVulnerabilities }) => (hasVulnerabilities ? 'missing' : 'stated'),
      next: 'write it with seaworthy sbom, and what is wrong with it into another document',
    },
    {
      id: 'creator',
      title: 'Creator of the SBOM',
      of: 'document',
      answer: ({ authors }) => reachable(authors),
      next: 'give an address of mail or a URL of whoever made it (seaworthy sbom --sbom-author): metadata.manufacturer or authors (CycloneDX), createdBy (SPDX)',
    },
    {
      id: 'timestamp',
      title: 'Timestamp',
      of: 'document',
      answer: ({ created }) => (Number.isNaN(Date.parse(created ?? '')) ? 'missing' : 'stated'),
      next: 'say when it was made',
    },
    {
      id: 'sbom-uri',
      title: 'SBOM-URI',
      of: 'document',
      answer: ({ uri }) => said(uri),
      next: 'give it an address of its own: serialNumber (CycloneDX), the IRI of the Sbom (SPDX)',
    },
    {
      id: 'component-creator',
      title: 'Component creator',
      of: 'component',
      answer: ({ producers }) => reachable(producers),
      next: 'give an address of mail or a URL of whoever made it, of the image itself by --sbom-producer: manufacturer (CycloneDX), originatedBy (SPDX)',
    },
    {
      id: 'component-name',
      title: 'Component name',
      of: 'component',
      answer: ({ name }) => said(name),
      next: 'name it',
    },
    {
      id: 'component-version',
      title: 'Component version',
      of: 'component',
      answer: ({ version }) => said(version),
      next: 'give its version, or, where it has none, the time of its file',
    },
    {
      id: 'filename',
      title: 'Filename of the component',
      of: 'component',
      answer: (component) => ofFile(component, said(component.fileName) === 'stated'),
      next: 'name its file, without a path: property bsi:component:filename (CycloneDX), the name of its File (SPDX)',
    },
    {
      id: 'dependencies',
      title: 'Dependencies on other components',
      of: 'document',
      answer: ({ dependencies, saysCompleteness }) =>
        dependencies.size > 0 && saysCompleteness ? 'stated' : 'missing',
      next: 'list what needs what, and how complete that is: dependencies and compositions (CycloneDX), relationships with completeness (SPDX)',
    },
    {
      id: 'distribution-licences',
      title: 'Distribution licences',
      of: 'component',
      answer: ({ licences }) =>
        licences.some(({ text, acknowledgement }) => acknowledgement === 'concluded' && saying(text) === 'stated')
          ? 'stated'
          : 'missing',
      next: 'give the licence that whoever gets it may use it under, as concluded; where no record states one, somebody has to find it out',
    },
    {
      id: 'hash',
      title: 'Hash value of the deployable component',
      of: 'component',
      answer: (component) =>
        ofFile(
          component,
          component.hashes.some(
            ({ algorithm, value }) => /^sha-?512$/i.test(algorithm) && /^[0-9a-f]{128}$/i.test(value),
          ),
        ),
      next: 'give the SHA-512 of the file as it is delivered, or say that it is no file of its own (a logical component, 3.2.2)',
    },
    {
      id: 'executable',
      title: 'Executable property',
      of: 'component',
      answer: property('executable'),
      next: 'say whether it is executable: property bsi:component:executable (CycloneDX), additionalPurpose (SPDX)',
    },
    {
      id: 'archive',
      title: 'Archive property',
      of: 'component',
      answer: property('archive'),
      next: 'say whether it is an archive: property bsi:component:archive (CycloneDX), additionalPurpose (SPDX)',
    },
    {
      id: 'structured',
      title: 'Structured property',
      of: 'component',
      answer: property('structured'),
      next: 'say whether its parts can be told apart: property bsi:component:structured (CycloneDX), additionalPurpose (SPDX)',
    },
    {
      id: 'identifiers',
      title: 'Other unique identifiers',
      of: 'component',
      answer: ({ identifiers }) => said(identifiers[0]),
      next: 'give a package URL, a CPE name or a SWID tag',
    },
  ],
};
