import { asSeaworthyError, printable, SeaworthyError } from '../../../core/index.ts';
import { looksLikeJson, parseJson, readYaml } from '../../../foundations/formats/index.ts';
import { parseReference } from '../../../foundations/images/index.ts';
import { stringsOf } from './strings-of.ts';
import { noUses, type UsedReference, type Uses } from './uses.ts';

const mostBytes = 64 * 1024 * 1024;
const yamlLimits = { version: '1.1', maxBytes: 16 * 1024 * 1024, maxTokens: 4_000_000, maxNodes: 2_000_000 } as const;
/** An image not written out: Helm, envsubst, Kustomize variables. */
const template = /\$\(|\$\{|\{\{/;

/**
 * Image references of a file: Kubernetes objects, Compose, Helm values and other YAML or JSON, or a plain list with one reference per line (`#` begins a
 * comment). Takes too many rather than too few: every text that could name an image, wherever it stands. Never throws: a file that
 * cannot be read, that is empty, or that names an image by a variable, makes what is in use unknown.
 */
export async function readReferences(bytes: Uint8Array, file: string): Promise<Uses> {
  try {
    const documents = await readDocuments(bytes, file);
    const isList = documents.every((value) => typeof value === 'string' || value === null);
    return isList ? readList(bytes, file) : readObjects(documents, file);
  } catch (cause) {
    const error = asSeaworthyError(cause, 'E_FORMAT', 'cannot be read', file);
    const list = tryList(bytes, file);
    if (list !== undefined) return list;
    return {
      ...noUses,
      sources: [file],
      unknown: [{ source: file, why: [error.message, error.why].filter(Boolean).join(': ') }],
    };
  }
}

async function readDocuments(bytes: Uint8Array, file: string): Promise<readonly unknown[]> {
  if (looksLikeJson(bytes.subarray(0, 512))) {
    try {
      return [parseJson(bytes, file, { maxBytes: mostBytes })];
    } catch (error) {
      // YAML has objects in braces too.
      if (!(error instanceof SeaworthyError) || error.code !== 'E_FORMAT') throw error;
    }
  }
  return (await readYaml(bytes, file, yamlLimits)).map(({ value }) => value);
}

function readObjects(documents: readonly unknown[], file: string): Uses {
  const references = new Map<string, UsedReference>();
  const unknown: { source: string; why: string }[] = [];
  for (const { text, named, anyTag } of documents.flatMap((value) => [...stringsOf(value)])) {
    if (named && template.test(text)) {
      unknown.push({ source: file, why: `an image is not written out: ${printable(text.slice(0, 120))}` });
      continue;
    }
    const reference = referenceIn(text, named);
    if (reference === undefined) continue;
    const entry = { reference, source: file, ...(anyTag === true ? { anyTag } : {}) };
    references.set(`${reference} ${String(anyTag)}`, entry);
  }
  return { ...noUses, sources: [file], references: [...references.values()], unknown };
}

/**
 * The reference that a text is. Where nothing says that it is one, only a text with a registry's host, or a digest, counts: other words look like
 * references too.
 */
function referenceIn(text: string, named: boolean): string | undefined {
  const bare = text.trim().replace(/^(?:docker-pullable|docker|oci|containerd|cri-o|registry):\/\//, '');
  const host = bare.slice(0, Math.max(bare.indexOf('/'), 0));
  const clear = bare.includes('@sha') || host.includes('.') || host.includes(':') || host === 'localhost';
  if (!named && !clear) return undefined;
  try {
    parseReference(bare);
    return bare;
  } catch (error) {
    if (error instanceof SeaworthyError) return undefined;
    throw error;
  }
}

function readList(bytes: Uint8Array, file: string): Uses {
  const list = tryList(bytes, file);
  if (list !== undefined) return list;
  return {
    ...noUses,
    sources: [file],
    unknown: [{ source: file, why: 'neither manifests nor a list of image references' }],
  };
}

/** The file as a list; undefined when a line is no reference. */
function tryList(bytes: Uint8Array, file: string): Uses | undefined {
  if (bytes.length > mostBytes) return undefined;
  const references: UsedReference[] = [];
  for (const line of new TextDecoder().decode(bytes).split('\n')) {
    const text = (line.startsWith('#') ? '' : (line.split(' #', 1)[0] ?? '')).trim();
    if (text === '') continue;
    const reference = referenceIn(text, true);
    if (reference === undefined) return undefined;
    references.push({ reference, source: file });
  }
  // A command that failed leaves an empty file; that nothing runs is said otherwise, as by a list of Kubernetes without items.
  if (references.length === 0)
    return {
      ...noUses,
      sources: [file],
      unknown: [
        { source: file, why: 'it is empty, as after a command that failed: it does not say that nothing runs' },
      ],
    };
  return { ...noUses, sources: [file], references };
}
