import { Command } from 'commander'
import { type RunFlags, runOptions } from '../../../src/cli/options'

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
