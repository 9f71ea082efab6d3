import { field } from '../../../formats/index.ts';
import { readBom } from '../../cyclonedx/read-bom.ts';
import { isReadVersion } from '../../cyclonedx/versions.ts';
import { statedInCyclonedx } from '../../requirements/of-cyclonedx.ts';
import type { SbomFormat } from '../../sbom-format.ts';

/** CycloneDX in JSON form (ECMA-424), of whatever maker. The form is as old as version 1.2. */
export const cyclonedxJson: SbomFormat = {
  id: 'cyclonedx-json',
  title: 'CycloneDX 1.2 to 1.7 in JSON form',
  recognise(document) {
    const value = document.form === 'json' ? document.value : undefined;
    if (field(value, 'bomFormat') !== 'CycloneDX') return undefined;
    const version = field(value, 'specVersion');
    const title = `CycloneDX ${String(version).slice(0, 20)}`;
    return isReadVersion(version)
      ? { title, read: (contents) => readBom(value, contents), stated: () => statedInCyclonedx(value) }
      : { title };
  },
};
