import { html } from './markup.ts';

/** The sign of the program. */
export const anchorMark = html`<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true"><path d="M12 8v13M7 11h10M4 14c0 4 3.5 7 8 7s8-3 8-7M12 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round"/></svg>`;
