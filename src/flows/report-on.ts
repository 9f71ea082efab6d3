import { statSync } from 'node:fs';
import type { Report } from '../core/index.ts';
import type { Settings } from './settings.ts';

/**
 * The report in which something about a target is looked up: of a file that is called a Dockerfile by linting it, else as `loadReport` takes it. Nothing is
 * recorded. Throws what those throw.
 */
export async function reportOn(target: string, settings: Settings): Promise<Report> {
  const unrecorded = { ...settings, record: false };
  // Each is loaded when it is wanted: a scan knows no checks of Dockerfiles.
  if (await isDockerfile(target)) return (await import('./lint/index.ts')).lint([target], unrecorded);
  return (await import('./diff/load-report.ts')).loadReport(target, unrecorded);
}

async function isDockerfile(target: string): Promise<boolean> {
  try {
    if (!statSync(target).isFile()) return false;
  } catch {
    // Nothing there, or the name of an image that no file can have: whoever opens it says what is wrong.
    return false;
  }
  return (await import('../phases/1-build/checks/index.ts')).dockerfileByName(target) === 'yes';
}
