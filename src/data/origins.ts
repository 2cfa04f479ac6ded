import type { DescriptionWords, IdxDatasetDescription } from './types'

// What the world knows of the data sets: words, and where their files are to be had. No run's numbers depend on them.

export const MNIST_ORIGIN: DescriptionWords & Pick<IdxDatasetDescription, 'addresses'> = {
  title: 'MNIST',
  summary: '70,000 handwritten digits, 28x28 grey pixels of 0..255: 60,000 for training, 10,000 for testing',
  attribution: 'Y. LeCun, C. Cortes, C. J. C. Burges: The MNIST database of handwritten digits',
  licence: 'not stated on the original site (Keras names CC BY-SA 3.0); fetched by the user, never part of claimcheck',
  // The mirrors come first: the original site asks not to be read by programs, and often refuses them.
  addresses: [
    'https://storage.googleapis.com/cvdf-datasets/mnist/',
    'https://ossci-datasets.s3.amazonaws.com/mnist/',
    'http://yann.lecun.com/exdb/mnist/'
  ]
}

export const DIGITS_WORDS: DescriptionWords = {
  title: 'Optical Recognition of Handwritten Digits',
  summary: '1,797 handwritten digits, 8x8 grey pixels of 0..16: 1,497 for training, 300 for testing, in file order',
  attribution: 'E. Alpaydin, C. Kaynak (1998), UCI Machine Learning Repository, doi 10.24432/C50P49',
  licence: 'CC BY 4.0'
}

export const FRIEDMAN1_WORDS: DescriptionWords = {
  title: 'Friedman #1',
  summary: '1,500 drawn rows of ten numbers and a target: 1,200 for training, 300 for testing, in file order',
  attribution: 'drawn after J. H. Friedman (1991), Multivariate Adaptive Regression Splines, section 4.3',
  licence: 'that of claimcheck'
}

export const CIFAR10_WORDS: DescriptionWords = {
  title: 'CIFAR-10',
  summary:
    '60,000 photographs of ten kinds of things, 32x32 colour pixels of 0..255: 50,000 for training, 10,000 for testing',
  attribution: 'A. Krizhevsky, V. Nair, G. Hinton: The CIFAR-10 dataset',
  licence: 'not stated by the publisher; fetched by the user, never part of claimcheck'
}

export const CIFAR10_ADDRESSES = ['https://www.cs.toronto.edu/~kriz/'] as const
