/** The tags of SPDX 2.0 to 2.3 (clauses 6 to 13), by what they are about. A tag is written as it stands here, capitals and all. */
const names = `
  SPDXVersion DataLicense SPDXID DocumentName DocumentNamespace ExternalDocumentRef LicenseListVersion
  Creator Created CreatorComment DocumentComment

  PackageName PackageVersion PackageFileName PackageSupplier PackageOriginator PackageDownloadLocation FilesAnalyzed
  PackageVerificationCode PackageChecksum PackageHomePage PackageSourceInfo PackageLicenseConcluded
  PackageLicenseInfoFromFiles PackageLicenseDeclared PackageLicenseComments PackageCopyrightText PackageSummary
  PackageDescription PackageComment ExternalRef ExternalRefComment PackageAttributionText PrimaryPackagePurpose
  ReleaseDate BuiltDate ValidUntilDate

  FileName FileType FileChecksum LicenseConcluded LicenseInfoInFile LicenseComments FileCopyrightText FileComment
  FileNotice FileContributor FileAttributionText FileDependency ArtifactOfProjectName ArtifactOfProjectHomePage
  ArtifactOfProjectURI

  SnippetSPDXID SnippetFromFileSPDXID SnippetByteRange SnippetLineRange SnippetLicenseConcluded LicenseInfoInSnippet
  SnippetLicenseComments SnippetCopyrightText SnippetComment SnippetName SnippetAttributionText

  LicenseID ExtractedText LicenseName LicenseCrossReference LicenseComment

  Relationship RelationshipComment
  Annotator AnnotationDate AnnotationType SPDXREF AnnotationComment
  Reviewer ReviewDate ReviewComment
`;

/** Whether SPDX 2 has a tag of this name. */
export const isTagName = (name: string): boolean => known.has(name);

const known: ReadonlySet<string> = new Set(names.trim().split(/\s+/));
