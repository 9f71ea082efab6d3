/** Messages to whoever is told of news. */
export { checkWebhook, postMessage } from './post-message.ts';
