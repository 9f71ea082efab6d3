import { isNotForUse } from '../../not-for-use.ts';

/** Libraries, applications of the web and of enterprise servers, plug-ins of Jenkins, Android libraries, parts of Mule, NiFi, Karaf and JBoss. */
const ends = ['jar', 'war', 'ear', 'par', 'sar', 'nar', 'kar', 'jpi', 'hpi', 'aar'] as const;

/** Where archives with Java programs lie. */
export const archivePlaces: readonly string[] = ends.map((end) => `*.${end}`);

/** Where parts of Java programs lie that are no archives of their own: modules to link a runtime of, and what was unpacked. */
export const otherPlaces: readonly string[] = ['*.jmod', 'META-INF/maven/*/*/pom.properties', 'WEB-INF/web.xml'];

/** A module of the runtime itself, which the runtime's file `release` tells where there is one. */
export const isRuntimeModule = (path: string): boolean => /(?:^|\/)(?:java|jdk)\.[a-z0-9.]+\.jmod$/.test(path);

/** Resource adapters, whose ending is that of another format as well, and packages of Liferay: archives of Java where they are archives of ZIP at all. */
const sharedEnds = ['rar', 'lpkg'] as const;

export const sharedPlaces: readonly string[] = sharedEnds.map((end) => `*.${end}`);

const nestedEnds: ReadonlySet<string> = new Set([...ends, ...sharedEnds]);

/** Whether a file is of another format that has the same ending, by its first bytes. */
export const isOfOtherFormat = (path: string, begin: Uint8Array): boolean =>
  sharedEnds.some((end) => path.toLowerCase().endsWith(`.${end}`)) &&
  !(begin[0] === 0x50 && begin[1] === 0x4b && begin[2] === 3 && begin[3] === 4);

/** Whether a file in an archive is such an archive by its name. */
export const isArchive = (name: string): boolean => nestedEnds.has(name.slice(name.lastIndexOf('.') + 1).toLowerCase());

/** The folder that a package manager of another language keeps for one package. */
const ofPackage = /(?:^|\/)(?:node_modules\/(?:@[^/]+\/)?|(?:site|dist)-packages\/)[^/]+(\/.*)$/;

/** What a package of another language brings along for its tests is nothing that runs. */
export function isInstalled(path: string): boolean {
  const within = ofPackage.exec(path)?.[1];
  return within === undefined || !isNotForUse(within);
}
