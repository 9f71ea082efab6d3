import { type Package, parsePurl } from '../../../../core/index.ts';
import { type ModuleStream, unknownStream } from '../module-stream.ts';

/** What the build system puts into the release of whatever it builds for a module: `.module+el8.9.0+19699+7a7a2044`, `.module_el8.5.0+2618+8d46dafd`. */
const built = /\.module[+_]/;

/**
 * By the label that the build system gives to whatever it builds for a module (`MODULARITYLABEL`: name, stream, version and context), which the purl has in
 * the qualifier `rpmmod`. A document may have lost it: then the release still says whether there was one.
 */
export function rpmModule({ purl, version }: Package): ModuleStream {
  const label = purl.includes('rpmmod=') ? parsePurl(purl)?.qualifiers.rpmmod : undefined;
  const [name, stream] = label?.split(':') ?? [];
  if (name && stream) return `${name}:${stream}`;
  return built.test(version) ? unknownStream : '';
}
