import { inspectFiles } from '../../../../src/load/lint'
import { twoSeeds } from '../../../../src/runs/program/templates'
import { memoryFile, standaloneFile } from '../../claims/documents'

const digits = memoryFile('experiments/digits-logreg.json', {
  ...standaloneFile('experiments/digits-logreg.json'),
  profiles: {}
})
const file = standaloneFile('claimcheck/digits-logreg-train-loss.json')
const { profiles: _, ...toy } = twoSeeds('toy')
const program = (more: object = {}) => memoryFile('experiments/toy.json', { ...toy, ...more })

const ON_DIGITS = {
  kind: 'trade-off',
  metric: 'test.accuracy',
  better: 'higher',
  treatment: 'amsgrad',
  control: 'adam',
  margin: { absolute: 0.01 },
  cheaper: { of: 'parameters', by: { relative: 0.1 } }
}
const ON_PROGRAM = {
  ...ON_DIGITS,
  metric: 'loss',
  better: 'lower',
  treatment: 'small',
  control: 'large',
  margin: { relative: 0.01 },
  cheaper: { of: 'seconds', by: { relative: 0.1 } }
}

function problems(hypothesis: object, experiment = digits) {
  const id = experiment === digits ? 'digits-logreg' : 'toy'
  const claim = {
    ...file,
    id: 'claimcheck/t',
    experiment: id,
    hypothesis,
    decision: { seeds: { max: 10 } },
    expected: {}
  }
  // The program is the one that claims start from, whose texts nobody has replaced.
  return inspectFiles([experiment, memoryFile('claimcheck/t.json', claim)]).problems.flatMap(({ path, message }) =>
    /to start from w(?:as|ere) not replaced/.test(message) ? [] : [`${path}: ${message}`]
  )
}
const cheaper = (of: string, by: object = { relative: 0.1 }) => ({ cheaper: { of, by } })

describe('lint of a trade-off', () => {
  it('lets pass what can be counted of a training, and what a program takes or logs', () => {
    for (const amount of ['parameters', 'updates', 'bytes']) {
      expect(problems({ ...ON_DIGITS, ...cheaper(amount) })).toEqual([])
    }
    expect(problems(ON_PROGRAM, program())).toEqual([])
    const logged = program({ metrics: { ...toy.metrics, minutes: { unit: null } } })
    expect(problems({ ...ON_PROGRAM, ...cheaper('minutes') }, logged)).toEqual([])
  })

  it.each<[string, object, ReturnType<typeof program> | undefined, RegExp]>([
    [
      'a margin that nobody stated',
      { ...ON_PROGRAM, margin: undefined },
      program(),
      /margin: how much worse still counts as as good is not stated/
    ],
    ['no margin', { ...ON_DIGITS, margin: { absolute: 0 } }, undefined, /margin\.absolute: as good takes a margin/],
    [
      'the worse side',
      { ...ON_DIGITS, better: 'lower' },
      undefined,
      /better: test\.accuracy is better where it is higher/
    ],
    [
      'the worse side of a program',
      { ...ON_PROGRAM, better: 'higher' },
      program(),
      /better: loss is better where it is lower/
    ],
    [
      'times of trainings',
      { ...ON_DIGITS, ...cheaper('seconds') },
      undefined,
      /cheaper\.of: .* share one process and one graph/
    ],
    ['what nobody counts', { ...ON_DIGITS, ...cheaper('flops') }, undefined, /cheaper\.of: that cannot be counted/],
    [
      'what a program does not log',
      { ...ON_PROGRAM, ...cheaper('bytes') },
      program(),
      /cheaper\.of: of a program only its time/
    ],
    ['times of one process', ON_PROGRAM, program({ warm: true }), /cheaper\.of: a program that stays up/],
    ['the same metric', { ...ON_PROGRAM, ...cheaper('loss') }, program(), /cheaper\.of: .* about the same metric/],
    [
      'no saving stated',
      { ...ON_DIGITS, ...cheaper('bytes', {}) },
      undefined,
      /cheaper\.by: how much less is not stated/
    ],
    [
      'two savings',
      { ...ON_DIGITS, ...cheaper('bytes', { absolute: 1, relative: 1 }) },
      undefined,
      /cheaper\.by\.relative: a margin is relative or absolute/
    ],
    [
      'a relative margin of an accuracy',
      { ...ON_DIGITS, margin: { relative: 0.01 } },
      undefined,
      /margin: an accuracy is compared by the difference/
    ],
    ['one arm', { ...ON_DIGITS, control: 'amsgrad' }, undefined, /control: treatment and control are the same arm/],
    ['an arm that is none', { ...ON_DIGITS, control: 'sgd' }, undefined, /control: experiment .* has no such arm/]
  ])('refuses %s', (_name, hypothesis, experiment, message) => {
    expect(problems(hypothesis, experiment)).toContainEqual(expect.stringMatching(message))
  })
})
