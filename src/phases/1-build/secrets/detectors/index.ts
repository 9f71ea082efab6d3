import type { SecretDetector } from '../detector.ts';
import { ageSecretKey } from './age-secret-key.ts';
import { anthropicKey } from './anthropic-key.ts';
import { awsAccessKey } from './aws-access-key.ts';
import { awsBedrockKey } from './aws-bedrock-key.ts';
import { awsSecretKey } from './aws-secret-key.ts';
import { azureAiKey } from './azure-ai-key.ts';
import { azureClientSecret } from './azure-client-secret.ts';
import { azureDevopsToken } from './azure-devops-token.ts';
import { azureSharedAccessKey } from './azure-shared-access-key.ts';
import { azureStorageKey } from './azure-storage-key.ts';
import { basicCredentials } from './basic-credentials.ts';
import { beamerToken } from './beamer-token.ts';
import { commandPassword } from './command-password.ts';
import { curlCredentials } from './curl-credentials.ts';
import { databricksToken } from './databricks-token.ts';
import { digitaloceanToken } from './digitalocean-token.ts';
import { discordSecret } from './discord-secret.ts';
import { dockerAuth } from './docker-auth.ts';
import { dockerHubToken } from './docker-hub-token.ts';
import { dopplerToken } from './doppler-token.ts';
import { facebookToken } from './facebook-token.ts';
import { flyioToken } from './flyio-token.ts';
import { githubToken } from './github-token.ts';
import { gitlabToken } from './gitlab-token.ts';
import { googleApiKey } from './google-api-key.ts';
import { googleOauthSecret } from './google-oauth-secret.ts';
import { grafanaToken } from './grafana-token.ts';
import { groqKey } from './groq-key.ts';
import { hubspotKey } from './hubspot-key.ts';
import { huggingfaceToken } from './huggingface-token.ts';
import { infracostToken } from './infracost-token.ts';
import { issuedTokens } from './issued/index.ts';
import { jwt } from './jwt.ts';
import { mavenMasterPassword } from './maven-master-password.ts';
import { netrcPassword } from './netrc-password.ts';
import { npmLogin } from './npm-login.ts';
import { npmToken } from './npm-token.ts';
import { onepasswordToken } from './onepassword-token.ts';
import { openaiKey } from './openai-key.ts';
import { openshiftToken } from './openshift-token.ts';
import { passwordAssignment } from './password-assignment.ts';
import { pgpassPassword } from './pgpass-password.ts';
import { privateKey } from './private-key.ts';
import { pypiToken } from './pypi-token.ts';
import { readmeToken } from './readme-token.ts';
import { rubygemsToken } from './rubygems-token.ts';
import { sendgridKey } from './sendgrid-key.ts';
import { shopifyToken } from './shopify-token.ts';
import { slackToken } from './slack-token.ts';
import { slackWebhook } from './slack-webhook.ts';
import { sonarToken } from './sonar-token.ts';
import { stripeKey } from './stripe-key.ts';
import { symfonyDefaultSecret } from './symfony-default-secret.ts';
import { telegramToken } from './telegram-token.ts';
import { terraformToken } from './terraform-token.ts';
import { twilioKey } from './twilio-key.ts';
import { urlCredentials } from './url-credentials.ts';
import { vaultToken } from './vault-token.ts';

/** Those that a value tells by its own look; the others need a name beside it, and so come behind all that need none. */
const [marked, named] = [
  issuedTokens.filter(({ insideWord }) => !insideWord),
  issuedTokens.filter(({ insideWord }) => insideWord),
];

/**
 * Every detector there is. A new one is one row in `issued/`, or one file beside these and one line here. Where two find the same bytes, the one that stands first counts:
 * the general ones come last.
 */
export const secretDetectors: readonly SecretDetector[] = [
  ageSecretKey,
  anthropicKey,
  awsAccessKey,
  awsBedrockKey,
  awsSecretKey,
  azureDevopsToken,
  azureAiKey,
  azureClientSecret,
  azureSharedAccessKey,
  azureStorageKey,
  beamerToken,
  databricksToken,
  digitaloceanToken,
  discordSecret,
  dockerAuth,
  dockerHubToken,
  dopplerToken,
  facebookToken,
  flyioToken,
  githubToken,
  gitlabToken,
  googleApiKey,
  googleOauthSecret,
  grafanaToken,
  groqKey,
  hubspotKey,
  huggingfaceToken,
  infracostToken,
  mavenMasterPassword,
  netrcPassword,
  npmLogin,
  npmToken,
  onepasswordToken,
  openaiKey,
  openshiftToken,
  pgpassPassword,
  privateKey,
  pypiToken,
  readmeToken,
  rubygemsToken,
  sendgridKey,
  shopifyToken,
  slackToken,
  slackWebhook,
  sonarToken,
  stripeKey,
  symfonyDefaultSecret,
  telegramToken,
  terraformToken,
  twilioKey,
  vaultToken,
  ...marked,
  ...named,
  jwt,
  urlCredentials,
  basicCredentials,
  curlCredentials,
  commandPassword,
  passwordAssignment,
];
