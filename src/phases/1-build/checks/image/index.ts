/** What is wrong with an image, by what it says of itself. */
export type { ImageCheck, ImageExample } from './check.ts';
export { imageChecks } from './checks/index.ts';
export { exampleImage } from './example-image.ts';
export { historyChecks } from './history-checks.ts';
export { type JudgedImage, judgeImage } from './judge-image.ts';
export { maxConfigBytes, readConfigFile } from './read-config-file.ts';
