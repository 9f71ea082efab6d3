import { exampleDigest, exampleReport } from '../shapes/example.ts';
import type { StoredScan } from './payload.ts';

export const example: StoredScan = { basis: 'image', inventory: exampleDigest('3'), report: exampleReport };
