import { suggest } from '../../../src/text/suggest'

describe('suggest', () => {
  it.each([
    ['hypotesis', ['hypothesis', 'id'], 'hypothesis'],
    ['Train.Loss', ['train.loss', 'test.loss'], 'train.loss'],
    ['lr', ['x', 'learningRate'], null],
    ['banana', ['hypothesis', 'id'], null],
    ['x', ['y'], null],
    ['', ['a', 'ab'], null],
    ['adam', [], null]
  ])('of %j among %j is %j', (word, candidates, expected) => {
    expect(suggest(word, candidates)).toBe(expected)
  })

  it('takes the nearest, and the first of equals', () => {
    expect(suggest('amsgra', ['amsgrad2', 'amsgrad'])).toBe('amsgrad')
    expect(suggest('quic', ['quick', 'quica'])).toBe('quick')
  })
})
