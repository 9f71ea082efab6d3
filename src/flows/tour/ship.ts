import { join } from 'node:path';
import { attestImage, generateKeyFiles, signImage, verifyImage } from '../ship/index.ts';
import { readText } from './read-text.ts';
import type { TourStep } from './step.ts';

/** Makes a key, signs the mended image and what was found in it, and checks the signature. */
export const shipStep: TourStep = {
  title: 'Ship: who made it, and may we trust it',
  async run({ work, image, settings }, say) {
    const password = new TextEncoder().encode('tour');
    const keys = await generateKeyFiles(join(work, 'seaworthy'), password);
    const key = { text: readText(keys.privateKey), where: keys.privateKey, password: async () => password };
    const signed = await signImage(image('2'), { key }, settings);
    say(`signed ${signed.subject.slice(0, 19)}… with a key made just now; the signature hangs on the image`);
    await attestImage(image('2'), { key, type: 'scan', predicate: { kind: 'scan' } }, settings);
    say('attested the scan, with the dates of the data behind it');
    const publicKey = { text: readText(keys.publicKey), where: keys.publicKey };
    const { verdict, why } = await verifyImage(image('2'), { signer: { kind: 'key', key: publicKey } }, settings);
    say(`verified: ${verdict}. ${why}`);
    const other = await verifyImage(image('1'), { signer: { kind: 'key', key: publicKey } }, settings);
    say(`the image before: ${other.verdict}. ${other.why}`);
  },
};
