import type { RequirementCatalogue, SbomAnswer } from './requirement.ts';
import { type Contact, saying } from './stated.ts';

const said = (...texts: readonly (string | undefined)[]): SbomAnswer => {
  const words = texts.map(saying);
  return words.includes('stated') ? 'stated' : words.includes('unknown') ? 'unknown' : 'missing';
};

const anybody = (contacts: readonly Contact[]): SbomAnswer =>
  said(...contacts.flatMap(({ name, email, url }) => [name, email, url]));

/** As `said`, or, where nothing is said, whether it is said not to be known. */
const orNotKnown = (answer: SbomAnswer, notKnown: ReadonlySet<string>, what: string): SbomAnswer =>
  answer === 'missing' && notKnown.has(what) ? 'unknown' : answer;

/** RFC 9557: a time of RFC 3339, with or without a zone and tags in brackets. */
const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})(?:\[[^\][]{1,64}\]){0,4}$/i;

/** The seventeen data fields. What is not known is to be said to be so (practice “Explicitly Identifying Unknown Information”). */
export const cisa2026: RequirementCatalogue = {
  id: 'cisa-2026',
  title: '2026 Minimum Elements for a Software Bill of Materials',
  source: 'CISA, NSA, FBI and others, version 2.1 of 2026-07-29',
  takesUnknown: true,
  requirements: [
    {
      id: 'sbom-author',
      title: 'SBOM Author',
      of: 'document',
      answer: ({ authors, notKnown }) => orNotKnown(anybody(authors), notKnown, 'author'),
      next: 'name the person or organisation, not the tool: metadata.authors (CycloneDX), a creator “Organization: …” (SPDX)',
    },
    {
      id: 'sbom-author-signature',
      title: 'SBOM Author Signature',
      of: 'document',
      answer: ({ isSigned }) => (isSigned ? 'stated' : 'missing'),
      next: 'attest it to its image (seaworthy attest), or sign it where it is kept: that takes the author’s key, so that no document has it by itself; a signature beside the file is not seen here',
    },
    {
      id: 'sbom-data-format-name',
      title: 'SBOM Data Format Name',
      of: 'document',
      answer: ({ format }) => said(format),
      next: 'write CycloneDX or SPDX',
    },
    {
      id: 'sbom-data-format-version',
      title: 'SBOM Data Format Version',
      of: 'document',
      answer: ({ version }) => said(version),
      next: 'name the version of the format',
    },
    {
      id: 'sbom-generation-context',
      title: 'SBOM Generation Context',
      of: 'document',
      answer: ({ context }) => said(context),
      next: 'say in which phase it was made: metadata.lifecycles (CycloneDX), the creator’s comment (SPDX 2), software_sbomType (SPDX 3)',
    },
    {
      id: 'sbom-timestamp',
      title: 'SBOM Timestamp',
      of: 'document',
      answer: ({ created }) => (time.test(created ?? '') ? 'stated' : 'missing'),
      next: 'say when it was made, as RFC 9557 writes a time',
    },
    {
      id: 'sbom-tool-name',
      title: 'SBOM Tool Name',
      of: 'document',
      answer: ({ tools }) => said(...tools.map(({ name }) => name)),
      next: 'name the tool that made it',
    },
    {
      id: 'sbom-tool-version',
      title: 'SBOM Tool Version',
      of: 'document',
      answer: ({ tools }) => said(...tools.map(({ version }) => version)),
      next: 'name the version of the tool that made it',
    },
    {
      id: 'sbom-version',
      title: 'SBOM Version',
      of: 'document',
      isAsked: ({ format }) => format === 'CycloneDX',
      answer: ({ revision, uri }) => said(revision && uri),
      next: 'number it: version and serialNumber (SPDX has no place for it)',
    },
    {
      id: 'component-producer',
      title: 'Component Producer',
      of: 'component',
      answer: ({ producers, notKnown }) => orNotKnown(anybody(producers), notKnown, 'producer'),
      next: 'name who made it, or say that nobody knows: manufacturer, authors, supplier (CycloneDX), originator (SPDX)',
    },
    {
      id: 'component-name',
      title: 'Component Name',
      of: 'component',
      answer: ({ name }) => said(name),
      next: 'name it as its maker does',
    },
    {
      id: 'component-version',
      title: 'Component Version',
      of: 'component',
      answer: ({ version, notKnown }) => orNotKnown(said(version), notKnown, 'version'),
      next: 'give its version, or say that there is none known',
    },
    {
      id: 'component-identifiers',
      title: 'Component Identifiers',
      of: 'component',
      answer: ({ identifiers, notKnown }) => orNotKnown(said(...identifiers), notKnown, 'identifiers'),
      next: 'give a package URL, a CPE name or another key by which others know it',
    },
    {
      id: 'component-hash-value',
      title: 'Component Hash Value',
      of: 'component',
      answer: ({ hashes, notKnown }) => orNotKnown(said(...hashes.map(({ value }) => value)), notKnown, 'hash'),
      next: 'give the hash of the file that is run, or say that it is not known',
    },
    {
      id: 'component-hash-algorithm',
      title: 'Component Hash Algorithm',
      of: 'component',
      answer: ({ hashes, notKnown }) => orNotKnown(said(...hashes.map(({ algorithm }) => algorithm)), notKnown, 'hash'),
      next: 'name the algorithm beside the value',
    },
    {
      id: 'component-licence',
      title: 'Component License',
      of: 'component',
      answer: ({ licences, notKnown }) => orNotKnown(said(...licences.map(({ text }) => text)), notKnown, 'licence'),
      next: 'give the licence that its maker declares, or say that it is not known',
    },
    {
      id: 'component-dependency-relationship',
      title: 'Component Dependency Relationship',
      of: 'document',
      answer: ({ dependencies, primary }) =>
        primary !== undefined && dependencies.has(primary) ? 'stated' : dependencies.size > 0 ? 'unknown' : 'missing',
      next: 'say what the thing itself consists of or needs: dependencies (CycloneDX), relationships (SPDX)',
    },
  ],
};
