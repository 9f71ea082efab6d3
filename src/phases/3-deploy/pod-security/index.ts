/** The Pod Security Standards, all levels and versions. */
export * from './control.ts';
export { controls as podSecurityControls } from './controls/index.ts';
export * from './judge-pod.ts';
export * from './standard.ts';
