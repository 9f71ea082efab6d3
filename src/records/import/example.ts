import { exampleLayer, examplePackage, exampleReport } from '../shapes/example.ts';
import type { ImportPayload } from './payload.ts';

export const example: ImportPayload = {
  report: { ...exampleReport, layers: [exampleLayer], packages: [examplePackage] },
};
