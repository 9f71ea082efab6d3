import { exampleLayer, examplePackage, exampleReport } from '../shapes/example.ts';
import type { LintPayload } from './payload.ts';

export const example: LintPayload = {
  report: { ...exampleReport, layers: [exampleLayer], packages: [examplePackage] },
};
