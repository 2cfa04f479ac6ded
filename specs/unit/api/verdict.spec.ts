import fc from 'fast-check'
import { familyVerdicts, verdict } from '../../../src/api/verdict'
import { InputError } from '../../../src/errors'

const CONTROL = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
/** Alternating about the factor, ever farther from it, so that the ratios are symmetric and none is another's. */
const times = (factor: number, spread = 0.001) =>
  CONTROL.map((value, i) => value * factor * Math.exp((i % 2 === 0 ? spread : -spread) * (1 + Math.floor(i / 2) / 10)))

describe('verdict', () => {
  it.each([
    [0.9, 'reproduced', null],
    [0.995, 'below-margin', null],
    [1.005, 'refuted', 'higher-by-less-than-margin'],
    [1, 'refuted', 'equivalent'],
    [1.1, 'refuted', 'opposite'],
    [1 / 1.01, 'inconclusive', 'direction']
  ] as const)('of a treatment of %d times the control is %s, %s', (factor, outcome, subtype) => {
    expect(verdict(CONTROL, times(factor))).toMatchObject({ outcome, subtype, provisional: false, level: 0.05 })
  })

  it.each([
    ['not-lower', 1.1, 'reproduced'],
    ['not-lower', 0.9, 'refuted'],
    ['not-lower', 0.995, 'below-margin'],
    ['equivalent', 1, 'reproduced'],
    ['equivalent', 1.1, 'refuted']
  ] as const)('of kind %s, at %d times the control, is %s', (kind, factor, outcome) => {
    expect(verdict(CONTROL, times(factor), { kind }).outcome).toBe(outcome)
  })

  it('speaks of the names it was given, and of its numbers', () => {
    const names = { control: 'Adam', treatment: 'AMSGrad', metric: 'train.loss' }
    const { sentence, analysis } = verdict(CONTROL, times(0.9), { names })
    expect(sentence).toMatch(
      /^AMSGrad's final train\.loss is 10 % lower than Adam's: lower by at least 1 %, so .* The 95 % interval/
    )
    expect(sentence).toMatch(/so the claim is reproduced\./)
    expect(analysis).toMatchObject({ numPairs: 10, minPairs: 6 })
    expect(analysis.theta).toBeCloseTo(Math.log(0.9), 12)
  })

  it('takes an absolute margin for differences', () => {
    const lower = CONTROL.map((value, i) => value - 0.5 - i / 1000)
    expect(verdict(CONTROL, lower, { margin: { absolute: 0.4 } }).outcome).toBe('reproduced')
    expect(verdict(CONTROL, lower, { margin: { absolute: 0.6 } })).toMatchObject({ outcome: 'below-margin' })
  })

  it('refuses a margin that is both', () => {
    const margin = { relative: 0.01, absolute: 0.4 }
    expect(() => verdict(CONTROL, times(0.9), { margin })).toThrow(
      new InputError('a margin is relative or absolute, not both', {
        where: 'margin',
        expected: '{ relative: 0.01 } for 1 % of the loss, or { absolute: 0.01 } in its own unit',
        received: '{"relative":0.01,"absolute":0.4}',
        remedy: 'leave out "absolute", or "relative"'
      })
    )
  })

  it('counts NaN and infinities as failed runs, which no effect is made of', () => {
    const failing = (lost: readonly number[]) => times(0.9).map((value, i) => lost[i - 3] ?? value)
    expect(verdict(CONTROL, failing([Number.NaN, Infinity]))).toMatchObject({
      outcome: 'reproduced',
      analysis: { numPairs: 8, failures: { treatmentFailures: 2, controlFailures: 0, failsMore: null } }
    })
    const three = failing([Number.NaN, Infinity, -Infinity])
    expect(verdict(CONTROL, three)).toMatchObject({
      outcome: 'inconclusive',
      subtype: 'failures',
      analysis: { numPairs: 7, failures: { margin: 0.1, failsMore: 'treatment' } }
    })
    expect(verdict(CONTROL, three, { margin: { relative: 0.01, failures: 0.2 } }).outcome).toBe('reproduced')
  })

  it('is provisional with fewer pairs than the exact test needs', () => {
    expect(verdict(CONTROL.slice(0, 5), times(0.5).slice(0, 5)).provisional).toBe(true)
    expect(verdict([], [])).toMatchObject({ outcome: 'not-evaluable', subtype: 'no-data', p: null })
  })

  it.each(['sign-flip', 'mixture-t'] as const)('with seeds added by %s stands at the look that decided', (method) => {
    const sequential = { method, firstLook: 6, maxSeeds: 30 }
    const all = verdict(CONTROL, times(0.5), { sequential })
    expect(all).toMatchObject({ outcome: 'reproduced', provisional: false })
    const decidedAt = all.analysis.sequential!.decidedAt!
    expect(decidedAt).toBeGreaterThanOrEqual(6)
    const until = verdict(CONTROL.slice(0, decidedAt), times(0.5).slice(0, decidedAt), { sequential })
    expect(until.analysis.interval).toEqual(all.analysis.interval)
    expect(verdict(CONTROL.slice(0, 5), times(0.5).slice(0, 5), { sequential })).toMatchObject({
      outcome: 'inconclusive',
      provisional: true
    })
  })

  it('goes on for how it is refuted, where asked to', () => {
    const control = Array.from({ length: 30 }, () => 1)
    const treatment = control.map((_, i) => Math.exp(i < 10 ? 0.006 + 0.006 * (i % 2 === 0 ? 1 : -1) : 0.003))
    const sequential = { method: 'mixture-t', firstLook: 6, maxSeeds: 30 } as const
    const stop = verdict(control, treatment, { sequential })
    const on = verdict(control, treatment, { sequential: { ...sequential, subtypeSeeds: 30 } })
    expect(stop).toMatchObject({ outcome: 'refuted', subtype: 'no-better' })
    expect(on).toMatchObject({
      outcome: 'refuted',
      subtype: 'higher-by-less-than-margin',
      p: stop.p,
      level: stop.level
    })
    expect(on.analysis.interval).toEqual(stop.analysis.interval)
    expect(() => verdict(control, treatment, { sequential: { ...sequential, subtypeSeeds: 31 } })).toThrow(RangeError)
  })

  it.each(['not-lower', 'not-higher'] as const)(
    'a refuted denial (%s) is done: there is no more to know of it',
    (kind) => {
      const sequential = { method: 'sign-flip', firstLook: 6, maxSeeds: 30, subtypeSeeds: 30 } as const
      const control = Array.from({ length: 12 }, (_, seed) => 1 + seed / 50)
      const factor = kind === 'not-lower' ? 0.5 : 2
      const treatment = control.map((value, seed) => value * factor * (1 + (seed % 3) / 100))
      const { outcome, provisional } = verdict(control, treatment, { kind, sequential })
      expect([outcome, provisional]).toEqual(['refuted', false])
    }
  )

  it('is turned round when the arms are swapped', () => {
    const effects = fc.array(fc.double({ min: -0.2, max: 0.2, noNaN: true }), { minLength: 6, maxLength: 12 })
    fc.assert(
      fc.property(effects, (logRatios) => {
        const control = logRatios.map((_, i) => 1 + i / 10)
        const treatment = control.map((value, i) => value * Math.exp(logRatios[i]!))
        const there = verdict(control, treatment)
        const back = verdict(treatment, control)
        expect(there.outcome === 'reproduced').toBe(back.subtype === 'opposite')
        expect(there.analysis.theta).toBeCloseTo(-back.analysis.theta!, 12)
      }),
      { numRuns: 25 }
    )
  })

  it.each([
    ['arms of different size', () => verdict([1, 2], [1])],
    ['alpha 0', () => verdict(CONTROL, CONTROL, { alpha: 0 })],
    ['alpha 1', () => verdict(CONTROL, CONTROL, { alpha: 1 })],
    ['alpha NaN', () => verdict(CONTROL, CONTROL, { alpha: Number.NaN })],
    ['a negative margin', () => verdict(CONTROL, CONTROL, { margin: { relative: -0.01 } })],
    ['an infinite margin', () => verdict(CONTROL, CONTROL, { margin: { absolute: Infinity } })],
    ['a negative epsilon', () => verdict(CONTROL, CONTROL, { margin: { relative: 0, epsilon: -1 } })],
    [
      'a first look after the last',
      () => verdict(CONTROL, CONTROL, { sequential: { method: 'sign-flip', firstLook: 7, maxSeeds: 6 } })
    ]
  ])('refuses %s', (_what, act) => {
    expect(act).toThrow(RangeError)
  })

  it('does not evaluate a loss of 0 without a floor, and refuses equivalence without a margin', () => {
    expect(verdict([1, 1, 0], [1, 1, 1])).toMatchObject({ outcome: 'not-evaluable', subtype: 'no-logarithm', p: null })
    expect(verdict([1, 1, 0], [1, 1, 1], { margin: { relative: 0.01, epsilon: 0.1 } }).p).not.toBeNull()
    expect(() => verdict(CONTROL, CONTROL, { kind: 'equivalent', margin: { relative: 0 } })).toThrow(InputError)
  })
})

describe('what is no sample of numbers', () => {
  const [CONTROL_OF_6, LOWER_OF_6] = [CONTROL.slice(0, 6), times(0.8).slice(0, 6)]

  it('is refused with its place', () => {
    const texts = LOWER_OF_6.map(String) as unknown as number[]
    expect(() => verdict(CONTROL_OF_6, texts)).toThrow(/^treatment\[0\] is a text, '[0-9.]+': expected a number/)
    expect(() => verdict([1, null, 3] as unknown as number[], [1, 2, 3])).toThrow(/^control\[1\] is null: expected/)
    expect(() => verdict('123' as unknown as number[], [1, 2, 3])).toThrow(
      "control is a text, '123': expected an array of numbers"
    )
    expect(() => verdict(texts, texts)).toThrow(TypeError)
  })

  it('is a typed array, which is one', () => {
    const typed = [CONTROL_OF_6, LOWER_OF_6].map((values) => Float64Array.from(values)) as [Float64Array, Float64Array]
    expect(verdict(...typed)).toEqual(verdict(CONTROL_OF_6, LOWER_OF_6))
  })
})

describe('absolute margins', () => {
  const control = [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.15, 1.25, 1.35, 1.05]
  const treatment = [0.9, 1.05, 1, 1.25, 1.2, 1.3, 1.1, 1.1, 1.3, 1]

  it.each(['fixed', 'sign-flip', 'mixture-t', 'pocock'] as const)(
    '%s: the unit changes nothing, however small',
    (method) => {
      const sequential = method === 'fixed' ? undefined : { method, firstLook: 6, maxSeeds: 30 }
      const at = (unit: number) => {
        const scaled = (values: readonly number[]) => values.map((value) => value * unit)
        const { outcome, p, analysis } = verdict(scaled(control), scaled(treatment), {
          margin: { absolute: 0.02 * unit },
          ...(sequential && { sequential })
        })
        const { interval, standardDeviation, secondary } = analysis
        const lengths = [
          interval!.lower,
          interval!.upper,
          standardDeviation!,
          secondary!.bca!.lower,
          secondary!.bca!.upper
        ]
        return {
          outcome,
          p,
          lengths: lengths.map((length) => length / unit),
          skewness: secondary!.skewness,
          dz: secondary!.dz
        }
      }
      for (const exponent of [-1000, -600, -400, 400, 600, 1000]) expect(at(2 ** exponent)).toEqual(at(1))
    }
  )
})

describe('sequential options', () => {
  const [a, b] = [new Array<number>(30).fill(0.5), new Array<number>(30).fill(0.1)]
  const margin = { absolute: 0 }
  const betting = { method: 'betting', firstLook: 1, maxSeeds: 30 } as const

  it('bet on declared bounds only', () => {
    expect(() => verdict(a, b, { margin, sequential: betting })).toThrow(/^betting is for metrics with bounds/)
    expect(() => verdict(a, b, { sequential: betting, bounds: [0, 1] })).toThrow(/absolute margin/)
    expect(() => verdict(a, b, { margin, sequential: betting, bounds: [0, 100] })).toThrow(
      /at most 1 apart, not 0 and 100/
    )
    expect(() => verdict(a, b, { margin, sequential: betting, bounds: [0.2, 1] })).toThrow(
      /^0\.1 is outside the bounds/
    )
    expect(verdict(a, b, { margin, sequential: betting, bounds: [0, 1] }).outcome).toBe('reproduced')
    const names = { metric: 'test.accuracy' }
    expect(verdict(a, b, { margin, sequential: betting, names }).outcome).toBe('reproduced')
  })

  it('have a look', () => {
    expect(() => verdict(a, b, { sequential: { method: 'pocock', firstLook: 20, maxSeeds: 29 } })).toThrow(
      'from 20 to 29 seeds there is no look of pocock: it looks at 6, 9, 13, 19, 30'
    )
  })
})

describe('a level below what draws can show', () => {
  const control = Array.from({ length: 40 }, (_, i) => 1 + (i % 7) / 10)
  const p = (factor: number, alpha: number) =>
    verdict(
      control,
      control.map((value, i) => value * factor * Math.exp((i % 2 === 0 ? 0.02 : -0.02) * (1 + i / 1000))),
      { alpha }
    )

  it('is decided with a p that is not above it', () => {
    for (const [factor, alpha] of [
      [0.5, 1e-6],
      [0.98, 1e-6],
      [0.975, 1e-4]
    ] as const) {
      const { outcome, p: found } = p(factor, alpha)
      expect(outcome === 'reproduced').toBe(found! <= alpha)
    }
    expect(p(0.5, 1e-6).p).toBeLessThan(1e-6)
  })
})

describe('familyVerdicts', () => {
  const clear = { control: CONTROL, treatment: times(0.5) }
  const unclear = { control: CONTROL, treatment: times(1 / 1.01, 0.1) }

  it('decides by what Holm leaves', () => {
    const levels = familyVerdicts([unclear, clear, { control: [], treatment: [] }], 0.06).map(({ level }) => level)
    expect(levels[1]).toBeCloseTo(0.02, 12)
    expect(levels[0]).toBeCloseTo(0.03, 12)
    expect(levels[2]).toBeCloseTo(0.03, 12)
  })

  it('asks more of each claim of a larger family', () => {
    const six = { control: CONTROL.slice(0, 6), treatment: times(0.5).slice(0, 6) }
    expect(familyVerdicts([six])[0]?.outcome).toBe('reproduced')
    expect(familyVerdicts([six, unclear])[0]).toMatchObject({ outcome: 'inconclusive', subtype: 'co-check' })
  })

  it('is empty for no comparison', () => {
    expect(familyVerdicts([])).toEqual([])
  })
})
