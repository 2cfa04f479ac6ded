/** The file that reads the images of every network engine: their numbers depend on it, though they do not import it. */
export const DATA_READER = require.resolve('../../data/load')
