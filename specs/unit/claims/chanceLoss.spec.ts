import { chanceLoss } from '../../../src/claims/chanceLoss'

describe('chanceLoss', () => {
  // Python 3, math: log(10); log(10) + 9*log(10/9); the same / 10; 2*log(2).
  it.each([
    [{ name: 'categorical_crossentropy' }, 10, Math.LN10],
    [{ name: 'binary_crossentropy', reduction: 'sum' }, 10, 3.25082973391448],
    [{ name: 'binary_crossentropy', reduction: 'mean' }, 10, 0.325082973391448],
    [{ name: 'mean_squared_error' }, 10, 0.09],
    // (0.9^2/2 + 9 * 0.1^2/2)/10; with delta 0.5 (0.5^2/2 + 0.5 * 0.4 + 9 * 0.1^2/2)/10.
    [{ name: 'huber', delta: 1 }, 10, 0.045],
    [{ name: 'huber', delta: 0.5 }, 10, 0.037],
    [{ name: 'binary_crossentropy', reduction: 'sum' }, 2, 1.3862943611198906]
  ] as const)('of %j over %i classes', (loss, numClasses, expected) => {
    // Two roundings at most.
    expect(chanceLoss(loss, numClasses)).toBeCloseTo(expected, 14)
  })
})
