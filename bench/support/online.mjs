/** The online problem of Reddi et al. 2018, section 3, as the engine takes it. */
export const PERIODIC = { name: 'periodic-linear', rareSlope: 1010, commonSlope: -10, period: 101, domain: [-1, 1] }

/** Adam as it is run there. */
export const ADAM = {
  name: 'Adam',
  learningRate: 0.001,
  schedule: { name: 'constant' },
  projection: 'box',
  beta1: 0.9,
  beta2: 0.99,
  epsilon: 1e-8,
  biasCorrection: false,
  epsilonPlacement: 'outside'
}
