import { type ArgumentStyle, argumentsOf, variablesOf } from '../../../src/programs/argumentStyles'
import type { Settings } from '../../../src/programs/settings'
import { ARGUMENT_CASES } from '../../support/programs/argumentCases'

describe('argumentsOf', () => {
  // What the libraries make of them is in specs/integration/programs.
  it.each(ARGUMENT_CASES)('$library, $settings is $argv', ({ style, settings, argv }) => {
    expect(argumentsOf(style, settings, '')).toEqual(argv)
  })

  it('says the same settings in the same order, however they were written down', () => {
    expect(argumentsOf({ style: 'equals' }, { b: 1, a: { y: 2, x: 3 }, B: 4 }, '')).toEqual([
      '--B=4',
      '--a.x=3',
      '--a.y=2',
      '--b=1'
    ])
  })

  it('says false as the style does, of a member of a group in its last name', () => {
    const settings = { a: { b: false } }
    const said = (booleans: ArgumentStyle['booleans']) =>
      argumentsOf({ style: 'argparse', ...(booleans && { booleans }) }, settings, '')
    expect(said('no-flag')).toEqual(['--a.no-b'])
    expect(said('noflag')).toEqual(['--a.nob'])
    expect(said('value')).toEqual(['--a.b', 'false'])
    expect(said(undefined)).toEqual([])
  })

  it('takes a name that begins with a dash as it is', () => {
    expect(argumentsOf({ style: 'argparse' }, { '-C': 0.1 }, '')).toEqual(['-C', '0.1'])
  })

  it('is one text of JSON, or the path of a file with it', () => {
    expect(argumentsOf({ style: 'json' }, { a: [1, true] }, '')).toEqual(['{"a":[1,true]}'])
    expect(argumentsOf({ style: 'file' }, { a: 1 }, '/run/settings.json')).toEqual(['/run/settings.json'])
    expect(argumentsOf({ style: 'none' }, { a: 1 }, '')).toEqual([])
  })

  it.each<[string, ArgumentStyle, Settings]>([
    ['a list within a list', { style: 'argparse' }, { a: [[1]] }],
    ['a list of nothing', { style: 'equals' }, { a: [null] }],
    ['a comma among commas', { style: 'equals', lists: 'commas' }, { a: ['x,y'] }],
    ['values with an equals sign', { style: 'equals', lists: 'values' }, { a: [1] }],
    ['a text that is an option', { style: 'argparse' }, { a: ['--rm'] }]
  ])('refuses %s, and says what to do', (_, style, settings) => {
    expect(() => argumentsOf(style, settings, '')).toThrow(
      /^setting "a": .+\n {2}expected: .+\n {2}received: .+\n {2}to mend: .+$/
    )
  })
})

describe('variablesOf', () => {
  it('are words by name, lists JSON, nothing for null', () => {
    const settings = { LR: 1e-7, flag: false, list: [1, 'a'], none: null, text: 'a b' }
    expect(variablesOf({ style: 'env' }, settings)).toEqual({ LR: '1e-7', flag: 'false', list: '[1,"a"]', text: 'a b' })
    expect(variablesOf({ style: 'argparse' }, settings)).toEqual({})
  })

  it('refuses a name that no variable can have', () => {
    expect(() => variablesOf({ style: 'env' }, { 'keep-num': 1 })).toThrow(
      /setting "keep-num": .*\n.*expected: letters/
    )
  })
})
