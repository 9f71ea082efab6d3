import { statedInSpdx2 } from '../../requirements/of-spdx-2.ts';
import type { SbomFormat } from '../../sbom-format.ts';
import { readSpdx } from '../../spdx/read-document.ts';
import { isReadVersion } from '../../spdx/versions.ts';
import { readTags } from './read-tags.ts';
import { spdxOfTags } from './spdx-of-tags.ts';
import { isTagName } from './tag-names.ts';

/** The tag that a document has among its first ones (SPDX 2.3, clause 6.1). */
const versionTag = /^SPDXVersion:[ \t]*(\S{1,20})[ \t]*$/m;
const headCharacters = 64 * 1024;

/** SPDX 2 in tag-value form (SPDX 2.3, clause 5.1 and annex on formats), of whatever maker. */
export const spdxTagValue: SbomFormat = {
  id: 'spdx-tag-value',
  title: 'SPDX 2.2 and 2.3 in tag-value form',
  recognise(document) {
    if (document.form !== 'text') return undefined;
    const { text } = document;
    const version = versionTag.exec(text.slice(0, headCharacters).replaceAll('\r', ''))?.[1];
    if (version === undefined) return undefined;
    const title = version.replace('-', ' ');
    if (!isReadVersion(version)) return { title };
    return {
      title,
      read(contents) {
        const { tags, odd } = readTags(text, contents.where);
        if (odd > 0) contents.problem(`${odd} of its lines are no tag with a value`, true);
        const strange = tags.filter(({ name }) => !isTagName(name));
        if (strange[0] !== undefined)
          contents.problem(
            `${strange.length} of its tags are none of SPDX 2, the first of them ${strange[0].name}`,
            true,
          );
        return readSpdx(spdxOfTags(tags), contents);
      },
      stated: () => statedInSpdx2(spdxOfTags(readTags(text, title).tags)),
    };
  },
};
