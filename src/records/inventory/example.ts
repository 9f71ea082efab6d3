import { exampleCoverage, exampleDistribution, exampleImage, exampleLayer, examplePackage } from '../shapes/example.ts';
import type { InventoryPayload } from './payload.ts';

export const example: InventoryPayload = {
  subject: exampleImage,
  distribution: exampleDistribution,
  packages: [examplePackage],
  layers: [exampleLayer],
  coverage: exampleCoverage,
};
