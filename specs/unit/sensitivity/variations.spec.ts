import { InputError } from '../../../src/errors'
import type { Variation } from '../../../src/report/sensitivity/types'
import { resolveVariations } from '../../../src/sensitivity/variations'
import { classificationExperiment } from '../../support/builders'
import { UNTUNED, WITH_DROPOUT } from './studies'

const plain = classificationExperiment()

describe('resolveVariations', () => {
  it('all: every stream that is drawn from and every axis of the grid', () => {
    expect(resolveVariations(UNTUNED, plain, ['all'], 5)).toEqual({
      by: ['seed', 'init', 'order', 'learningRate', 'beta2'],
      seeds: true,
      streams: ['init', 'order'],
      axes: ['learningRate', 'beta2'],
      tuning: true,
      topics: [],
      effectiveStep: false
    })
    expect(resolveVariations(UNTUNED, WITH_DROPOUT, ['all'], 5).by).toContain('dropout')
  })

  it('one axis of two is a map and no tuning; both are', () => {
    expect(resolveVariations(UNTUNED, plain, ['beta2'], 5)).toMatchObject({
      axes: ['beta2'],
      tuning: false,
      seeds: false
    })
    expect(resolveVariations(UNTUNED, plain, ['beta2', 'learningRate'], 5)).toMatchObject({ tuning: true })
  })

  it('the order in which they are asked for changes nothing', () => {
    expect(resolveVariations(UNTUNED, plain, ['order', 'seed', 'order'], 5)).toEqual(
      resolveVariations(UNTUNED, plain, ['seed', 'order'], 5)
    )
  })

  it('an experiment without a grid has seeds alone', () => {
    const bare = classificationExperiment({ grid: {} })
    expect(resolveVariations(UNTUNED, bare, ['all'], 5)).toMatchObject({ axes: [], tuning: false })
  })

  it('choices: all of them, or topic by topic in their order; never by all', () => {
    const topics = ['loss function', 'stride']
    const resolve = (...asked: readonly (Variation | 'all')[]) => resolveVariations(UNTUNED, plain, asked, 4, topics)
    expect(resolve('choices')).toMatchObject({ by: ['choices'], topics, seeds: false, axes: [] })
    expect(resolve('choice:stride', 'choices')).toMatchObject({ by: ['choices'], topics })
    expect(resolve('choice:stride')).toMatchObject({ by: ['choice:stride'], topics: ['stride'] })
    expect(resolve('choice:stride', 'choice:loss function').topics).toEqual(topics)
    expect(resolveVariations(UNTUNED, plain, ['all'], 5, topics)).toMatchObject({ topics: [], effectiveStep: false })
    expect(() => resolve('choice:padding')).toThrow(/no topic "padding"[\s\S]*choice:loss function, choice:stride/)
    expect(() => resolveVariations(UNTUNED, plain, ['choices'], 5)).toThrow(/no choices in its file/)
  })

  it('the effective step needs no square and no grid', () => {
    const bare = classificationExperiment({ grid: {} })
    expect(resolveVariations(UNTUNED, bare, ['effective-step'], 4)).toMatchObject({
      by: ['effective-step'],
      effectiveStep: true
    })
  })

  it('refuses what the experiment has not, and says what it has', () => {
    expect(() => resolveVariations(UNTUNED, plain, ['dropout'], 5)).toThrow(InputError)
    expect(() => resolveVariations(UNTUNED, plain, ['dropout'], 5)).toThrow(/no Dropout layer[\s\S]*seed, init, order/)
    expect(() => resolveVariations(UNTUNED, plain, ['beta1'], 5)).toThrow(/no beta1 in its grid/)
  })

  it('refuses a square that is too small to tell anything, where there is one', () => {
    expect(() => resolveVariations(UNTUNED, plain, ['seed'], 4)).toThrow(/--size[\s\S]*5 or more/)
    expect(() => resolveVariations(UNTUNED, plain, ['init'], 4)).toThrow(InputError)
    expect(resolveVariations(UNTUNED, plain, ['learningRate'], 4).axes).toEqual(['learningRate'])
  })
})
