/** An element of an XML document, without comments, processing instructions and places. */
export interface XmlElement {
  /** As it is written, with its prefix: `bom:component`. `localName` takes the prefix off. */
  readonly name: string;
  /** By their names as written; declarations of namespaces are among them. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** What is written directly inside, that of the children left out, without white space at either end. */
  readonly text: string;
  /** The same with all white space, for the few places where it means something. */
  readonly raw: string;
}

/** The name without its prefix. Documents are told apart by what they say, and not by the prefix that a writer chose. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** The children of this name, whatever their prefix. */
export function childrenNamed(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return (element?.children ?? []).filter((child) => localName(child.name) === name);
}

/** The first child of this name, whatever its prefix. */
export function childNamed(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((child) => localName(child.name) === name);
}

/** The text of the first child of this name; undefined without one, and where it is empty. */
export function childText(element: XmlElement | undefined, name: string): string | undefined {
  return childNamed(element, name)?.text || undefined;
}
