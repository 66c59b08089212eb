/** The key of journals in tests, shared with the process that a test kills. */
export const TEST_KEY_SEED = 'dd'.repeat(32);
