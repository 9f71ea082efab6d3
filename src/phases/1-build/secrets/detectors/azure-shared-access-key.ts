import type { SecretDetector } from '../detector.ts';
import { sample } from '../sample.ts';
import { entropy } from '../value-checks.ts';

export const azureSharedAccessKey: SecretDetector = {
  id: 'azure-shared-access-key',
  version: 1,
  title: 'Azure shared access key',
  severity: 'critical',
  why: 'Whoever finds it sends and receives in the owner’s name on the service bus, event hub or IoT hub.',
  remedy: 'Regenerate the key of the policy in the Azure portal (Shared access policies), and use identities.',
  references: ['https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas'],
  keywords: ['SharedAccessKey='],
  anyCase: false,
  pattern: /SharedAccessKey=(?<secret>[A-Za-z0-9+/]{43}=)(?![A-Za-z0-9+/=])/y,
  insideWord: false,
  judge: (secret) => (entropy(secret) >= 4 ? {} : undefined),
  examples: () => [
    `Endpoint=sb://a.servicebus.windows.net/;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=${sample(43, 'base64')}=`,
  ],
  others: () => [`SharedAccessKey=${'x'.repeat(43)}=`, 'SharedAccessKeyName=RootManageSharedAccessKey'],
};
