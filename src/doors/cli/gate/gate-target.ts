import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { SeaworthyError } from '../../../core/index.ts';
import type { GateTarget } from '../../../flows/index.ts';
import type { Context } from '../command.ts';
import { manifestBytes } from '../input/input-file.ts';

/** Bytes of a manifest or review. */
const maxFileBytes = 16 * 1024 * 1024;

function look(file: string): 'file' | 'layout' | 'other' | undefined {
  try {
    const status = statSync(file);
    if (status.isFile()) return 'file';
    return status.isDirectory() && existsSync(path.join(file, 'oci-layout')) ? 'layout' : 'other';
  } catch {
    return undefined;
  }
}

/** What the words on the command line are, `-` being standard input. Throws what `gateTarget` throws. */
export async function gateTargets(words: readonly string[], context: Context): Promise<readonly GateTarget[]> {
  const targets: GateTarget[] = [];
  for (const word of new Set(words))
    targets.push(word === '-' ? await fileTarget(word, context) : await gateTarget(word, context));
  return targets;
}

async function fileTarget(word: string, context: Context): Promise<GateTarget> {
  const example = 'kubectl get deploy -o yaml | seaworthy gate check --gate gate.yaml -';
  return { kind: 'file', ...(await manifestBytes(word, maxFileBytes, example, context)) };
}

/**
 * What a word on the command line is: what lies at the path decides, and what is no path is a reference in a registry. Throws `E_TARGET_NOT_FOUND` for a
 * path where nothing is, `E_TARGET_UNKNOWN` for what is none of it, and those of reading a file.
 */
async function gateTarget(word: string, context: Context): Promise<GateTarget> {
  const folder = context.host.workingFolder;
  if (word.startsWith('registry:')) return { kind: 'image', reference: word.slice('registry:'.length) };
  const scheme = word.startsWith('oci:');
  const rest = scheme ? word.slice('oci:'.length) : word;
  const what = look(path.resolve(folder, rest));
  if (what === 'layout') return { kind: 'layout', text: `oci:${path.resolve(folder, rest)}`, whole: true };
  const layout = rest.replace(/(?::[^/:@]*|@[^/@]*)$/, '');
  if (layout !== rest && look(path.resolve(folder, layout)) === 'layout')
    return { kind: 'layout', text: `oci:${path.resolve(folder, layout)}${rest.slice(layout.length)}`, whole: false };
  if (scheme) throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no OCI layout', { where: rest });
  if (what === 'file') return fileTarget(word, context);
  if (what === 'other')
    throw new SeaworthyError('E_TARGET_UNKNOWN', 'a folder that is no OCI layout', {
      where: word,
      next: 'Give an image reference, an OCI layout, a manifest or an AdmissionReview.',
    });
  if (/^(?:\.{0,2}\/|~\/)/.test(word) || /\.(?:ya?ml|json)$/i.test(word))
    throw new SeaworthyError('E_TARGET_NOT_FOUND', 'there is no such file', { where: word });
  return { kind: 'image', reference: word };
}
