import { defined, parsePurl } from '../../../../../core/index.ts';
import type { CsafPlacedProduct, CsafProduct } from '../../csaf/index.ts';

/** A package, as a component of a product is one. */
export interface RhelComponent {
  readonly name: string;
  /** A source package: what is said of it holds for all that is built from it, unless something is said of that by itself. */
  readonly isSource: boolean;
  /** `epoch:version-release`, without an epoch of 0; absent of what is not fixed. */
  readonly version?: string;
  readonly architecture?: string;
  /** `nodejs:18`; empty for builds outside of all modules. */
  readonly module: string;
}

/** `nodejs:18:9040020240807145403:rhel9`: name, stream, version, context. */
function streamOfLabel(label: string): string | undefined {
  const [name, stream] = label.split(':');
  return name && stream ? `${name}:${stream}` : undefined;
}

/**
 * The module that a product is, in the forms that Red Hat has written: `pkg:rpmmod/redhat/ruby@3.0:8060020220810162001:ad008a3a` for the module itself,
 * and `pkg:rpmmod/redhat/ruby:2.6/ruby` for a package of it that is not fixed.
 */
function moduleOfProduct({ purls }: CsafProduct): string | undefined {
  for (const text of purls) {
    const purl = parsePurl(text);
    if (purl?.type !== 'rpmmod') continue;
    const inside = /^redhat\/(.+)$/.exec(purl.namespace ?? '')?.[1];
    const found = streamOfLabel(inside ?? `${purl.name}:${purl.version ?? ''}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `samba-client-0:4.15.5-111.el9_0.aarch64`: the only place of the epoch in older files. */
const epochInId = /-(\d{1,10}):[^-:]+-[^-:]+$/;

const versionForm = /^[^-\s:]+-[^-\s:]+$/;

/** `openssl`, `nodejs:16/nodejs`: components of what is not fixed had no purl once. */
const bareName = /^(?:([A-Za-z0-9._+-]+:[A-Za-z0-9._+-]+)\/)?([A-Za-z0-9][A-Za-z0-9._+-]*)$/;

/**
 * The package that a product id stands for (Red Hat, "Identifying Red Hat components using Package URL"); undefined for what is none: an image, a module as
 * such, what a container brings besides packages, and packages that are not Red Hat's own.
 */
export function componentOf({ component, wholes }: CsafPlacedProduct): RhelComponent | undefined {
  const around = wholes.map(moduleOfProduct).find((one) => one !== undefined);
  const [text] = component.purls;
  if (text === undefined) {
    const [, inModule, name] = bareName.exec(component.id) ?? [];
    if (name === undefined) return undefined;
    return { name, isSource: true, module: inModule ?? around ?? '' };
  }
  const purl = parsePurl(text);
  if (purl === undefined) return undefined;
  if (purl.type === 'rpmmod') {
    const own = purl.namespace?.startsWith('redhat/') ? moduleOfProduct(component) : undefined;
    return own === undefined ? undefined : { name: purl.name, isSource: true, module: own };
  }
  if (purl.type !== 'rpm' || purl.namespace !== 'redhat' || isModule(purl.version)) return undefined;
  const { arch, epoch, rpmmod } = purl.qualifiers;
  // A label that is none must not make a module's build one of the base.
  const module = rpmmod === undefined ? (around ?? '') : streamOfLabel(rpmmod);
  if (module === undefined) return undefined;
  return {
    name: purl.name,
    isSource: arch === 'src',
    module,
    ...defined({
      version: versionOf(purl.version, epoch ?? epochInId.exec(component.id)?.[1]),
      architecture: arch === undefined || arch === 'src' ? undefined : arch,
    }),
  };
}

/** A module as such has its stream and its version there: `18:9040020240807145403:rhel9`. */
const isModule = (version = ''): boolean => /^[^:]+:\d{10,}/.test(version);

/** A version without a release is that of a module, or its stream, which some unfixed components have in its place. */
function versionOf(version: string | undefined, epoch = '0'): string | undefined {
  // Of an epoch that cannot be read nobody knows whether it is 0.
  if (version === undefined || !versionForm.test(version) || !/^\d{1,10}$/.test(epoch)) return undefined;
  return Number(epoch) === 0 ? version : `${Number(epoch)}:${version}`;
}
