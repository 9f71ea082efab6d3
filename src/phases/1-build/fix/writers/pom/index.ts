import { pathFrom } from '../../../ecosystems/index.ts';
import { extractorAsks, prepareExtractor } from '../../extractor-asks.ts';
import { type FileEdit, type Texts, type Wish, type Writer, type Written, written } from '../../writer.ts';
import { elementsIn, plainXml, type Span, textIn, withoutComments } from './spans.ts';

/** Parents above one another. */
const mostParents = 32;

/** Projects of Maven: a version that is written out, or the property that holds it, in the same file or in a parent of the same tree. */
export const pom: Writer = {
  id: 'pom',
  title: 'pom.xml',
  type: 'maven',
  takesFromOthers: true,
  isFile: (path) => /(?:^|\/)pom\.xml$/.test(path),
  prepare: () => prepareExtractor('maven-pom'),
  asks: (texts, memo) => extractorAsks('maven-pom', texts, memo),
  write(path, text, wish, texts) {
    const chain = withParents(path, text, texts);
    for (const one of chain) {
      const result = inOne(one, chain, wish);
      if (result !== undefined) return result;
    }
    return { why: 'it does not say the version: a parent or an imported model does, which is not in this tree' };
  },
};

interface Pom {
  readonly path: string;
  readonly text: string;
  readonly plain: string;
}

/** What one of the files says of it; undefined where that is nothing. Properties are those of the nearest (maven.apache.org, "Project Inheritance"). */
function inOne({ path, plain }: Pom, chain: readonly Pom[], { name, installed, to }: Wish): Written | undefined {
  const edits = new Map<string, FileEdit>();
  let why: string | undefined;
  let isSettled = false;
  const put = (at: string, { start, end }: Span): void =>
    void edits.set(`${at}\n${start}`, { start, end, text: to, path: at });
  for (const block of elementsIn(plain, 'dependency')) {
    const [group, artifact, version] = ['groupId', 'artifactId', 'version'].map((one) => textIn(plain, block, one));
    if (group === undefined || artifact === undefined || version === undefined) continue;
    if (`${group.text}:${artifact.text}` !== name) continue;
    if (version.text === to || version.text === `[${to}]`) isSettled = true;
    else if (version.text === installed) put(path, version);
    else if (version.text === `[${installed}]`) put(path, { start: version.start + 1, end: version.end - 1 });
    else {
      const [, property] = /^\$\{([\w.-]+)\}$/.exec(version.text) ?? [];
      const held = property === undefined ? undefined : propertyIn(chain, property);
      if (held?.text === to) isSettled = true;
      else if (held?.text !== installed || property === undefined)
        why = `it asks for ${version.text.slice(0, 100)}, which is not ${installed} written out, nor a property of this file or of a parent in this tree`;
      else if (chain.some((one) => isUsedElsewhere(one, property)))
        why = `the property ${property.slice(0, 100)} says the version of more than dependencies: of a plug-in, or in a profile`;
      else put(held.path, held);
    }
  }
  if (edits.size > 0) return written([...edits.values()], '');
  if (isSettled) return { isSettled };
  return why === undefined ? undefined : { why };
}

/** The file and its parents that lie in the tree, the nearest first. */
function withParents(from: string, first: string, texts: Texts): readonly Pom[] {
  const chain: Pom[] = [];
  let [path, text]: [string, string | undefined] = [from, first];
  while (text !== undefined && chain.length < mostParents && !chain.some((one) => one.path === path)) {
    const bare = withoutComments(text);
    chain.push({ path, text: bare, plain: plainXml(text) });
    const [parent] = elementsIn(bare, 'parent');
    if (parent === undefined) break;
    const said = textIn(bare, parent, 'relativePath')?.text ?? '../pom.xml';
    const above = pathFrom(path, said);
    if (above === undefined || said === '') break;
    // It may name the folder as well.
    path = texts.has(above) ? above : above === '' ? 'pom.xml' : `${above}/pom.xml`;
    text = texts.get(path);
  }
  return chain;
}

function propertyIn(chain: readonly Pom[], property: string) {
  for (const { path, plain } of chain)
    for (const block of elementsIn(plain, 'properties')) {
      const held = textIn(plain, block, property);
      if (held !== undefined) return { path, ...held };
    }
  return undefined;
}

/** Whether what is passed over here uses it. */
function isUsedElsewhere({ text, plain }: Pom, property: string): boolean {
  const use = `\${${property}}`;
  return text.split(use).length !== plain.split(use).length;
}
