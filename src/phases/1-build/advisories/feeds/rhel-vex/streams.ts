import type { CsafProduct } from '../../csaf/index.ts';

/*
 * Releases of Red Hat Enterprise Linux by their CPEs (Red Hat, "Identifying Red Hat components using CPEs"):
 *
 *   cpe:/o:redhat:enterprise_linux:9                 what is not fixed, of all streams
 *   cpe:/a:redhat:enterprise_linux:9::appstream      the main stream, which follows each minor release
 *   cpe:/o:redhat:enterprise_linux:10.1              the main stream from 10 on
 *   cpe:/o:redhat:rhel_eus:9.2::baseos               an extended stream, which stays with its minor release; from 10 on `enterprise_linux_eus`
 *
 * Whatever else there is (OpenShift, Satellite, software collections) is another product, with packages of its own under the same names.
 */

/** Names of the products in CPEs: of the main stream, and of those that stay with a minor release, or live longer. */
const streams: ReadonlyMap<string, string> = new Map([
  ['enterprise_linux', ''],
  // Channels of 5 to 7 beside the base.
  ['rhel_extras', ''],
  ...['eus', 'aus', 'tus', 'e4s', 'els', 'eus_long_life'].flatMap((name): [string, string][] => {
    const stream = name.replaceAll('_', '-');
    return [
      [`rhel_${name}`, stream],
      [`enterprise_linux_${name}`, stream],
    ];
  }),
]);

const cpeForm = /^cpe:\/[oa]:redhat:([a-z0-9_]{1,40}):(\d{1,2})(?:\.(\d{1,2}))?(?:$|:)/;

/** A stream of a major release. */
export interface RhelStream {
  readonly major: string;
  /** Empty: the main stream. */
  readonly stream: string;
  /** Of an extended stream that stays with one. */
  readonly minor?: string;
}

/** The stream that a CPE is about; undefined for other products. */
export function streamOfCpe(cpe: string): RhelStream | undefined {
  const [, name = '', major = '', minor] = cpeForm.exec(cpe) ?? [];
  const stream = streams.get(name);
  if (stream === undefined) return undefined;
  return stream === '' || minor === undefined ? { major, stream } : { major, stream, minor };
}

/** The stream that a component is part of: of the product around it that has a CPE. */
export function streamAround(wholes: readonly CsafProduct[]): RhelStream | undefined {
  const cpe = wholes.find((whole) => whole.cpe !== undefined)?.cpe;
  return cpe === undefined ? undefined : streamOfCpe(cpe);
}

const partitionForm = /^rhel\/(\d{1,2})(?:(?:\.(\d{1,2}))?-(eus|aus|tus|e4s|els|eus-long-life))?$/;

/** `rhel/9`, `rhel/9.2-eus`, `rhel/7-els`. */
export function partitionOf({ major, stream, minor }: RhelStream): string {
  return `rhel/${major}${minor === undefined ? '' : `.${minor}`}${stream === '' ? '' : `-${stream}`}`;
}

/** The stream of a partition; undefined for an id that is none of this feed's. */
export function streamOfPartition(partition: string): RhelStream | undefined {
  const [, major, minor, stream = ''] = partitionForm.exec(partition) ?? [];
  if (major === undefined) return undefined;
  return minor === undefined ? { major, stream } : { major, stream, minor };
}

/** Whether it stays with a minor release as another does. Their builds are the same where both have one: they are made for the minor release. */
export const sameMinor = (a: RhelStream, b: RhelStream): boolean =>
  a.major === b.major && a.minor !== undefined && a.minor === b.minor;

export const sameStream = (a: RhelStream, b: RhelStream): boolean =>
  a.major === b.major && a.stream === b.stream && a.minor === b.minor;

/** For people: `RHEL 9`, `RHEL 9.2 EUS`. */
export function streamTitle({ major, stream, minor }: RhelStream): string {
  const extended = stream === '' ? '' : ` ${stream.replaceAll('-', ' ').toUpperCase()}`;
  return `RHEL ${major}${minor === undefined ? '' : `.${minor}`}${extended}`;
}
