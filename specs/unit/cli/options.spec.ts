import path from 'node:path'
import { Command } from 'commander'
import { claimNamed, claimsNamed, folderNamed, type RunFlags, runOptions } from '../../../src/cli/options'

function parse(...args: string[]): RunFlags {
  const command = new Command().exitOverride().configureOutput({ writeErr: () => undefined })
  for (const option of runOptions()) command.addOption(option)
  return command.parse(args, { from: 'user' }).opts<RunFlags>()
}

describe('--data', () => {
  it('is none by default, and may be repeated', () => {
    expect(parse().data).toEqual({})
    expect(parse('--data', 'cifar10=cifar10-jpeg').data).toEqual({ cifar10: 'cifar10-jpeg' })
    expect(parse('--data', 'a=b', '--data', 'c=d').data).toEqual({ a: 'b', c: 'd' })
    // The default is not what the last call left.
    expect(parse().data).toEqual({})
  })

  it.each([['cifar10'], ['=b'], ['a='], ['a=b=c'], ['a=a']])('refuses %s', (pair) => {
    expect(() => parse('--data', pair)).toThrow('Expected two datasets with "=" between')
  })

  it('refuses two substitutes of one dataset', () => {
    expect(() => parse('--data', 'a=b', '--data', 'a=c')).toThrow('a has a substitute already')
  })
})

describe('claims on the command line', () => {
  it('come after the folder that they lie in, where one is named', () => {
    expect(claimsNamed(['a/b', 'c'], {})).toEqual({ claims: ['a/b', 'c'], flags: {} })
    for (const folder of ['./there', '../there', '.', path.resolve('there')]) {
      expect(claimsNamed([folder, 'a/b'], {})).toEqual({ claims: ['a/b'], flags: { claims: folder } })
    }
    expect(() => claimsNamed(['./one', './two'], {})).toThrow('more than one folder')
    expect(() => claimsNamed(['./one'], { claims: 'two' })).toThrow('more than one folder')
    expect(() => claimsNamed(['./one'], { bundled: true })).toThrow('more than one folder')
  })

  it('are one, of a command that looks at one', () => {
    expect(claimNamed(['a/b'], {})).toEqual({ claim: 'a/b', flags: {} })
    expect(claimNamed(['./there', 'a/b'], {})).toEqual({ claim: 'a/b', flags: { claims: './there' } })
    expect(() => claimNamed(['./there'], {})).toThrow(/received: no claim/)
    expect(() => claimNamed(['a/b', 'a/c'], {})).toThrow(/received: a\/b, a\/c/)
  })

  it('are all of a folder, of a command that takes nothing else', () => {
    expect(folderNamed(undefined, {})).toEqual({})
    expect(folderNamed('claims', {})).toEqual({ claims: './claims' })
    expect(folderNamed('../there', {})).toEqual({ claims: '../there' })
    expect(() => folderNamed('there', { claims: 'elsewhere' })).toThrow('more than one folder')
  })
})
