/**
 * What the numbers of every network engine depend on, apart from itself and its library. Whole folders: a run that is
 * repeated for nothing costs seconds, one that is answered from another arithmetic costs a verdict. How data is
 * downloaded is no part of it.
 */
export const TRAINING_SOURCES = [
  'random',
  'data/cifar10',
  'data/csv',
  'data/describeManifest',
  'data/descriptions',
  'data/fileDescriptions',
  'data/idx',
  'data/load',
  'data/slice',
  'data/split',
  'optim',
  'spec/network',
  'engine/training'
] as const
