import { statSync } from 'node:fs';
import type { Report } from '../core/index.ts';
import type { Settings } from './settings.ts';

/** Larger files are no Dockerfiles. */
const maxDockerfileBytes = 4 * 1024 * 1024;

/**
 * The report in which something about a target is looked up: of a Dockerfile, a Compose file or a manifest by linting it, by every check there is, else as `loadReport` takes
 * it. Nothing is recorded. Throws what those throw.
 */
export async function reportOn(target: string, settings: Settings): Promise<Report> {
  const unrecorded = { ...settings, record: false };
  // Each is loaded when it is wanted: a scan knows no checks of Dockerfiles.
  if ((await isDockerfile(target)) || (await isManifest(target)) || (await isCompose(target)))
    return (await import('./lint/index.ts')).lint([target], { ...unrecorded, checks: { enable: ['all'] } });
  return (await import('./diff/load-report.ts')).loadReport(target, unrecorded);
}

/** What `lint` takes for one: by its name, else by what stands in it. */
async function isDockerfile(target: string): Promise<boolean> {
  try {
    if (!statSync(target).isFile()) return false;
    const { dockerfileByName, whyNoDockerfile } = await import('../phases/1-build/checks/index.ts');
    const says = dockerfileByName(target);
    if (says === 'yes') return true;
    const { readDockerfile, readFileBytes } = await import('../foundations/formats/index.ts');
    const bytes = readFileBytes(target, maxDockerfileBytes);
    return bytes !== undefined && whyNoDockerfile(readDockerfile(target, bytes), says) === undefined;
  } catch {
    // Nothing there, the name of an image that no file can have, an archive: whoever opens it says what is wrong.
    return false;
  }
}

/** What says by its name and its contents that it is one, and can be read. */
async function isManifest(target: string): Promise<boolean> {
  try {
    const { manifestByContent, manifestByName, maxSearchedBytes, readManifestFile } = await import(
      '../phases/1-build/checks/index.ts'
    );
    if (!manifestByName(target) || !statSync(target).isFile()) return false;
    const { readFileBytes } = await import('../foundations/formats/index.ts');
    const bytes = readFileBytes(target, maxSearchedBytes);
    if (bytes === undefined || !manifestByContent(bytes, target)) return false;
    const subject = { kind: 'files', name: target, content: 'manifest', path: target } as const;
    return (await readManifestFile(target, bytes, subject)) !== undefined;
  } catch {
    return false;
  }
}

async function isCompose(target: string): Promise<boolean> {
  try {
    return statSync(target).isFile() && (await (await import('./lint/is-compose-file.ts')).isComposeFile(target));
  } catch {
    return false;
  }
}
