/** Readers of hostile bytes. */
export { decodeBase64 } from './base64/index.ts';
export { inflateBzip2 } from './bzip2/inflate-bzip2.ts';
export { type Cpe, cpeAttributes, readCpe } from './cpe/index.ts';
export { type Paragraph, readParagraphs } from './deb822/index.ts';
export {
  type DerValue,
  derBoolean,
  derChildren,
  derContext,
  derInteger,
  derOid,
  derSequence,
  derTag,
  derTime,
  encodeDer,
  expectTag,
  readDer,
} from './der/index.ts';
export {
  commandOffset,
  type Dockerfile,
  dockerfileKeywords,
  expandWord,
  expandWords,
  globalArguments,
  type Instruction,
  type Pair,
  type Position,
  readDockerfile,
  type Stage,
} from './dockerfile/index.ts';
export { Complaints } from './documents/complaints.ts';
export { DocumentNode, maxItems } from './documents/document-node.ts';
export { type FieldPath, formatPath } from './documents/field-path.ts';
export { type FieldProblem, FieldProblems } from './documents/field-problems.ts';
export { Setting } from './documents/setting.ts';
export { type DsseEnvelope, type DsseSignature, envelopeJson, parseEnvelope, preAuthEncoding } from './dsse/index.ts';
export {
  type ExpressionMatch,
  expressionSize,
  type LinearExpression,
  linearExpression,
  loadLinearExpressions,
} from './expressions/index.ts';
export { discard } from './files/discard.ts';
export { makeFolder } from './files/make-folder.ts';
export { readFileBytes } from './files/read-file.ts';
export { compileGlob, fnmatchGlob, type GlobMatcher, nameGlob, pathGlob, pathGlobExpression } from './glob/index.ts';
export { type Compression, detectCompression } from './inflate/compression.ts';
export { inflate, interruption, type StoredBytes } from './inflate/inflate.ts';
export { inflateSteps } from './inflate/inflate-steps.ts';
export {
  asArray,
  asNumber,
  asObject,
  asString,
  field,
  isObject,
  type JsonObject,
  optionalArray,
  optionalString,
  optionalStrings,
} from './json/access.ts';
export { canonicalJson, canonicalJsonOfAny, digestOfAny } from './json/canonical.ts';
export { jsonElementSlices, jsonMemberSlices } from './json/members.ts';
export { type JsonLimits, looksLikeJson, parseJson } from './json/parse-json.ts';
export { repeatedJsonNames } from './json/repeated-names.ts';
export { parseJsonc } from './jsonc/parse-jsonc.ts';
export { formatPem, type PemBlock, readPem } from './pem/index.ts';
export {
  bytesAt,
  type Program,
  type ProgramPart,
  partBytes,
  programFormat,
  programSystem,
  readPrograms,
} from './programs/index.ts';
export { type ProtobufValue, readMessage, writeTexts } from './protobuf/index.ts';
export { type Header, readHeaders } from './rfc822/index.ts';
export { type ByteSource, marksIn, piecesOf, sourceOf, wholeOf, within } from './source/byte-source.ts';
export { readSqliteLog, SqliteDatabase } from './sqlite/index.ts';
export { nameBytes, nameText } from './tar/name-text.ts';
export { normalisePath } from './tar/names.ts';
export { TarReader } from './tar/tar-reader.ts';
export type { FileOwner, TarEntry, TarProblem } from './tar/tar-types.ts';
export { type TextEdit, withEdits } from './text-edits/text-edits.ts';
export { loadToml, readToml } from './toml/index.ts';
export { makeServerCertificate, type ServerCertificate } from './x509/index.ts';
export { childNamed, childrenNamed, childText, localName, type XmlElement } from './xml/element.ts';
export { looksLikeXml } from './xml/looks-like-xml.ts';
export { readXml } from './xml/read-xml.ts';
export { walkXml, type XmlRow } from './xml/walk-xml.ts';
export { type ElementToWrite, writeXml } from './xml/write-element.ts';
export { loadXml } from './xml/xml-library.ts';
export {
  type FailsafeDocuments,
  loadYaml,
  parseFailsafe,
  readYaml,
  readYamlText,
  type WrittenValue,
  type YamlDocument,
  type YamlOptions,
  type YamlSetting,
} from './yaml/index.ts';
export { defaultZipLimits, readZip, type ZipEntry, type ZipLimits } from './zip/read-zip.ts';
