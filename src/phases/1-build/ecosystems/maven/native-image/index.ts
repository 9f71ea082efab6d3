import { loadXml, readPrograms } from '../../../../../foundations/formats/index.ts';
import { type Extraction, fromSource, nothing } from '../../extractor.ts';
import { packagesOfSbom } from '../../sbom-packages.ts';
import { sbomInProgram } from './find-sbom.ts';

/** Programs that GraalVM made of Java, by the bill of materials that it writes into them. */
export const nativeImage = fromSource({
  id: 'native-image',
  version: 1,
  title: 'Java programs made native by GraalVM, by the list in them',
  wanted: { programs: true },
  gives: ['dependencies'],
  prepare: loadXml,
  isDatabase: false,
  extractFrom(path, source): Extraction {
    for (const program of readPrograms(source, path)) {
      const document = sbomInProgram(program, path);
      if (document !== undefined) return packagesOfSbom(path, document);
    }
    return nothing;
  },
});
