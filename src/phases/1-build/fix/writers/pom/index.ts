import { extractorAsks, prepareExtractor } from '../../extractor-asks.ts';
import { type TextEdit, type Writer, written } from '../../writer.ts';
import { elementsIn, plainXml, type Span, textIn } from './spans.ts';

/** Projects of Maven: a version that is written out, or the property of the same file that holds it. */
export const pom: Writer = {
  id: 'pom',
  title: 'pom.xml',
  type: 'maven',
  isFile: (path) => /(?:^|\/)pom\.xml$/.test(path),
  prepare: () => prepareExtractor('maven-pom'),
  asks: (path, text) => extractorAsks('maven-pom', path, text),
  write(_path, text, { name, installed, to }) {
    const plain = plainXml(text);
    const edits = new Map<number, TextEdit>();
    let why = 'it does not say the version: a parent or an imported model does';
    const put = ({ start, end }: Span): void => void edits.set(start, { start, end, text: to });
    for (const block of elementsIn(plain, 'dependency')) {
      const [group, artifact, version] = ['groupId', 'artifactId', 'version'].map((one) => textIn(plain, block, one));
      if (group === undefined || artifact === undefined || version === undefined) continue;
      if (`${group.text}:${artifact.text}` !== name) continue;
      if (version.text === installed) put(version);
      else if (version.text === `[${installed}]`) put({ start: version.start + 1, end: version.end - 1 });
      else {
        const [, property] = /^\$\{([\w.-]+)\}$/.exec(version.text) ?? [];
        const held = property === undefined ? undefined : propertyIn(plain, property);
        if (held?.text === installed) put(held);
        else
          why = `it asks for ${version.text.slice(0, 100)}, which is not ${installed} written out, nor a property of this file`;
      }
    }
    return written([...edits.values()], why);
  },
};

function propertyIn(plain: string, property: string) {
  for (const block of elementsIn(plain, 'properties')) {
    const held = textIn(plain, block, property);
    if (held !== undefined) return held;
  }
  return undefined;
}
