import { defined, SeaworthyError } from '../../../../../core/index.ts';
import type { ByteSource } from '../../../../../foundations/formats/index.ts';
import { type Extraction, fromSource, nothing } from '../../extractor.ts';

const modules = /^(?:usr\/)?lib\/modules\/([^/]+)\/(modules\.builtin|vmlinuz)$/;
const release = /^[0-9]+\.[0-9]+[A-Za-z0-9.+_~-]*$/;

/** Where the header of a kernel image says `HdrS`, and where it says at which offset its version stands, from the end of the boot sector. */
const [magicAt, versionAt, bootSector] = [0x202, 0x20e, 0x200];
/** A version is far shorter; what built it stands behind it. */
const longestVersion = 256;

/** The version in a kernel image for x86 (Linux, "The Linux/x86 Boot Protocol", `kernel_version`). */
function versionIn(source: ByteSource): string | undefined {
  const head = Buffer.from(source.read(0, 0x210));
  if (head.length < 0x210 || head.toString('latin1', magicAt, magicAt + 4) !== 'HdrS') return undefined;
  const offset = head.readUInt16LE(versionAt);
  if (offset === 0) return undefined;
  const text = Buffer.from(source.read(offset + bootSector, longestVersion)).toString('latin1');
  return text.split(/[\0 ]/, 1)[0];
}

const found = (name: string, version: string, form?: 'file'): Extraction => ({
  ...nothing,
  packages: [{ name, version, type: 'generic', versionOrder: 'gem', purl: { name }, ...defined({ form }) }],
});

/**
 * A kernel of Linux and its modules, where no package of the distribution brought them: by the header of the image, or by the names that the kernel's own
 * installation gives. Containers run on the host's; images of machines and of boot media bring their own.
 */
export const linuxKernel = fromSource({
  id: 'linux-kernel',
  version: 2,
  title: 'Kernels of Linux and their modules',
  gives: [],
  wanted: {
    places: ['boot/vmlinuz', 'boot/vmlinuz-*', 'boot/bzImage', 'boot/bzImage-*'],
    anywhere: ['lib/modules/*/modules.builtin', 'lib/modules/*/vmlinuz'],
    accepts: (path) => path.startsWith('boot/') || modules.test(path),
  },
  isDatabase: false,
  yieldsToOwner: true,
  extractFrom(path, source) {
    const [, named, file] = modules.exec(path) ?? [];
    if (file === 'modules.builtin')
      return named !== undefined && release.test(named) ? found('linux-kernel-modules', named) : nothing;
    const byName = named ?? /^boot\/(?:vmlinuz|bzImage)-(.+)$/.exec(path)?.[1];
    const version = [versionIn(source), byName].find((one) => one !== undefined && release.test(one));
    if (version !== undefined) return found('linux-kernel', version, 'file');
    throw new SeaworthyError('E_FORMAT', 'a kernel image whose version cannot be told', {
      where: path,
      why: 'its header is not that of a kernel for x86, and its name has no version',
    });
  },
});
