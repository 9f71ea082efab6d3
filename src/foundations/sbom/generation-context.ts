import type { Subject } from '../../core/index.ts';

/** In which phase of its life a thing was looked at, in the words of CycloneDX (`metadata.lifecycles`) and of SPDX 3 (`SbomType`). */
export interface GenerationContext {
  readonly phase: 'post-build' | 'pre-build' | 'discovery';
  readonly type: 'analyzed' | 'source' | 'deployed';
  readonly words: string;
}

/** Of an image what is in it when it is finished, of sources what they ask for, of files and machines what lies there (CISA, "SBOM Generation Context"). */
export function generationContext(subject: Subject): GenerationContext {
  if (subject.kind === 'image')
    return { phase: 'post-build', type: 'analyzed', words: 'post-build: made of what is in the image' };
  return subject.kind === 'files' && subject.content === 'sources'
    ? { phase: 'pre-build', type: 'source', words: 'pre-build: made of what the sources ask for' }
    : { phase: 'discovery', type: 'deployed', words: 'discovery: made of what was found there' };
}
