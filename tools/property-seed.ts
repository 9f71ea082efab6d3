import { configureGlobal } from 'fast-check';

/*
 * Loaded before the tests. The same commit gives the same verdict: property tests draw from one seed unless `TEST_SEED` names another, or `random`
 * asks for a new one, which is how to look for what the seed does not show.
 */

const wanted = process.env.TEST_SEED ?? '20261124';
const seed = wanted === 'random' ? Math.trunc(Math.random() * 0x7fffffff) : Number(wanted);
if (wanted !== '20261124') console.log(`property tests: TEST_SEED=${seed}`);
configureGlobal({ seed });
