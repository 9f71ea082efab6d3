/** What the API server asks before it keeps an object, and how it is answered. */
export * from './plan.ts';
export * from './response.ts';
export * from './review.ts';
