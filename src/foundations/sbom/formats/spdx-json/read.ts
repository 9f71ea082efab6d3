import { field } from '../../../formats/index.ts';
import { statedInSpdx2 } from '../../requirements/of-spdx-2.ts';
import type { SbomFormat } from '../../sbom-format.ts';
import { readSpdx } from '../../spdx/read-document.ts';
import { isReadVersion } from '../../spdx/versions.ts';

/** SPDX 2 in JSON form, of whatever maker; what was YAML has become JSON before (`prepareSbom`). */
export const spdxJson: SbomFormat = {
  id: 'spdx-json',
  title: 'SPDX 2.2 and 2.3 in JSON or YAML form',
  recognise(document) {
    const value = document.form === 'json' ? document.value : undefined;
    const version = field(value, 'spdxVersion');
    if (typeof version !== 'string') return undefined;
    const title = version.slice(0, 20).replace('-', ' ');
    return isReadVersion(version)
      ? { title, read: (contents) => readSpdx(value, contents), stated: () => statedInSpdx2(value) }
      : { title };
  },
};
