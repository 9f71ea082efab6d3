import type { SecretDetector } from '../../detector.ts';
import { issued } from '../issued.ts';
import { cloudsTokens } from './clouds.ts';
import { codeTokens } from './code.ts';
import { dataTokens } from './data.ts';
import { identityTokens } from './identity.ts';
import { messagingTokens } from './messaging.ts';
import { modelsTokens } from './models.ts';
import { monitoringTokens } from './monitoring.ts';
import { paymentsTokens } from './payments.ts';
import { pipelinesTokens } from './pipelines.ts';
import { platformsTokens } from './platforms.ts';
import { registriesTokens } from './registries.ts';
import { workTokens } from './work.ts';

/** Detectors that are rows of data, by field. A new one is a row in its field's file. */
export const issuedTokens: readonly SecretDetector[] = [
  ...cloudsTokens,
  ...codeTokens,
  ...dataTokens,
  ...identityTokens,
  ...messagingTokens,
  ...modelsTokens,
  ...monitoringTokens,
  ...paymentsTokens,
  ...pipelinesTokens,
  ...platformsTokens,
  ...registriesTokens,
  ...workTokens,
].map(issued);
