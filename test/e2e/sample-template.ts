/** The database with the sample, from which each test file clones its own. */
export const SAMPLE_TEMPLATE = 'steward_sample';

/** With which Lena, on whose day the sample opens, signs in. */
export const PASSWORD = 'quiet harbour at dawn';
