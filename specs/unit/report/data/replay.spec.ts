import { execFileSync } from 'node:child_process'
import { replayCommand } from '../../../../src/report/data/replay'
import { HOSTILE_TEXTS } from '../hostile'

const options = { profile: 'quick', firstSeed: 0, seedsOverride: null } as const

describe('replayCommand', () => {
  it('repeats one claim or all', () => {
    expect(replayCommand('a/b', options)).toBe('npx claimcheck verify a/b --profile quick --first-seed 0')
    expect(replayCommand(null, { profile: 'paper', firstSeed: 7, seedsOverride: 3 })).toBe(
      'npx claimcheck verify --profile paper --first-seed 7 --seeds 3'
    )
  })

  it('names engine and claims where they are not the default', () => {
    const whole = 'npx claimcheck verify --profile quick --first-seed 0'
    expect(replayCommand(null, { ...options, engine: 'auto', claimsRoot: null })).toBe(whole)
    expect(replayCommand(null, { ...options, engine: 'tfjs:wasm' })).toBe(`${whole} --engine tfjs:wasm`)
    expect(replayCommand(null, { ...options, claimsRoot: '../a/claims' })).toBe(`${whole} --claims ../a/claims`)
    expect(replayCommand(null, { ...options, claimsRoot: "it's; mine" })).toBe(`${whole} --claims 'it'\\''s; mine'`)
  })

  const shellTexts = HOSTILE_TEXTS.filter((text) => !text.includes('\u0000') && !text.includes('\uD800'))
  const onPosix = process.platform === 'win32' ? it.skip : it
  onPosix.each(shellTexts.map((text) => [text.slice(0, 30), text]))(
    'passes %j to a shell as one argument',
    (_name, text) => {
      const command = replayCommand(text, options).replace(/^npx claimcheck verify/, "printf '%s\\n' ")
      const printed = execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' })
      expect(printed).toBe(`${text}\n--profile\nquick\n--first-seed\n0\n`)
    }
  )
})
