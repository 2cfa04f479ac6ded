import { globMatcher } from '../../../src/files/globs'

const FILES = [
  '.hidden/log.csv',
  'a.csv',
  'a/.hidden.csv',
  'a/b/c/log.json',
  'a/b/log.csv',
  'a/log.csv',
  'a_(lr=0.1)/log.csv',
  'b/log.yaml',
  'x[1]/log.csv'
]
const matching = (...globs: string[]) => FILES.filter(globMatcher(globs))

describe('globMatcher', () => {
  it.each([
    [['*.csv'], ['a.csv']],
    [['*/log.csv'], ['a/log.csv', 'a_(lr=0.1)/log.csv', 'x[1]/log.csv']],
    [['**/log.csv'], ['a/b/log.csv', 'a/log.csv', 'a_(lr=0.1)/log.csv', 'x[1]/log.csv']],
    [['a/**/*'], ['a/b/c/log.json', 'a/b/log.csv', 'a/log.csv']],
    [['a/**'], ['a/b/c/log.json', 'a/b/log.csv', 'a/log.csv']],
    [['**'], FILES.filter((file) => !file.includes('hidden'))],
    [['a/**/log.{csv,json}'], ['a/b/c/log.json', 'a/b/log.csv', 'a/log.csv']],
    [['{a,b}/log.*'], ['a/log.csv', 'b/log.yaml']],
    [['{a/b,.hidden}/*'], ['.hidden/log.csv', 'a/b/log.csv']],
    [['?/log.csv'], ['a/log.csv']],
    [['[ab]/log.*'], ['a/log.csv', 'b/log.yaml']],
    [['[!a]/log.*'], ['b/log.yaml']],
    [['a_(lr=0.1)/*'], ['a_(lr=0.1)/log.csv']],
    [['x\\[1]/*', 'x[[]1]/*'], ['x[1]/log.csv']],
    [
      ['.*/*.csv', 'a/.*'],
      ['.hidden/log.csv', 'a/.hidden.csv']
    ],
    [['?hidden/*', '[.]hidden/*', '*hidden/*'], []],
    [['./a.csv'], ['a.csv']],
    [['*/log.csv', '!a*/**'], ['x[1]/log.csv']],
    [['{a/log.csv', 'a/log.csv}', 'a,b'], []],
    [['../x', '/a.csv', 'A.csv'], []]
  ])('%j matches %j', (globs, files) => {
    expect(matching(...globs)).toEqual(files)
  })

  it('ends whatever a pattern is', () => {
    const name = `${'a'.repeat(200)}.csv`
    expect(globMatcher([`${'*a'.repeat(100)}b`])(name)).toBe(false)
    expect(globMatcher([`${'{a,a}'.repeat(190)}*b`, `${'**/'.repeat(50)}b`])(name)).toBe(false)
    expect(globMatcher([`${'*a'.repeat(100)}*`])(name)).toBe(true)
  })
})
