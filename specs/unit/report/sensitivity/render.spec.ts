import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { InfrastructureError } from '../../../../src/errors'
import { sensitivityCommand } from '../../../../src/report/sensitivity/command'
import { renderSensitivityMarkdown } from '../../../../src/report/sensitivity/markdown'
import { renderSensitivityTerminal } from '../../../../src/report/sensitivity/terminal'
import { encodeSensitivity, writeSensitivity } from '../../../../src/report/sensitivity/write'
import { choicesReport, measuredReport, notRunReport } from './reports'

const report = measuredReport()

describe('renderSensitivityMarkdown', () => {
  it('has a table of equal rows in every section, and the command that repeats it', () => {
    const text = renderSensitivityMarkdown(report)
    const rows = text.split('\n').filter((line) => line.startsWith('|'))
    expect(rows.length).toBeGreaterThan(20)
    expect(rows.every((row) => row.endsWith(' |'))).toBe(true)
    expect(text).toContain(sensitivityCommand(report))
    expect(text).toMatch(/What it speaks of/)
    expect(text).not.toMatch(/undefined|\[object|NaN/)
  })

  it('an option cannot become markup, and settings are named only where the seeds vary', () => {
    const full = choicesReport()
    const [first, ...others] = full.choices!.options
    const options = [{ ...first!, option: 'a | b <i>' }, ...others]
    const text = renderSensitivityMarkdown({ ...full, choices: { ...full.choices!, options } })
    expect(text).toContain('loss function: a &#124; b &lt;i&gt;')
    expect(text).not.toMatch(/undefined|\[object|NaN|Settings where the seeds vary/)
    expect(renderSensitivityMarkdown(report)).toMatch(/Settings where the seeds vary/)
  })

  it('text of a claim cannot become markup', () => {
    const claim = { ...report.claim, statement: 'a <script> | *b*\n# c' }
    const text = renderSensitivityMarkdown({ ...report, claim })
    expect(text).not.toMatch(/<script>|^# c/m)
    expect(text).toContain('&lt;script&gt; &#124; \\*b\\*')
  })

  it('says why it could not run, and what helps', () => {
    const text = renderSensitivityMarkdown(notRunReport())
    expect(text).toMatch(/## Could not run \(missing-data\)\n\nmnist is not here\. No scientific outcome\./)
    expect(text).toContain('`npx claimcheck data fetch mnist`')
  })
})

describe('renderSensitivityTerminal', () => {
  it('has no Markdown and no control characters of the claim', () => {
    const claim = { ...report.claim, id: 'toy/\u001b[31mclaim' }
    const text = renderSensitivityTerminal({ ...report, claim })
    expect(text).not.toContain('\u001b')
    expect(text).not.toContain('|')
    expect(text).toMatch(/^what varies +pairs/m)
  })

  it('says why it could not run', () => {
    expect(renderSensitivityTerminal(notRunReport())).toMatch(/could-not-run \(missing-data\): mnist is not here/)
  })
})

describe('sensitivityCommand', () => {
  it('names only what is not by default, but always what was varied', () => {
    expect(sensitivityCommand(notRunReport())).toBe(
      'npx claimcheck sensitivity toy/claim --by seed --profile quick --size 5'
    )
    expect(sensitivityCommand(notRunReport({ by: ['seed', 'choice:loss function'], choiceSettings: 'base' }))).toMatch(
      / --by "seed,choice:loss function" --profile quick --size 5 --settings base$/
    )
    expect(sensitivityCommand(notRunReport({ firstSeed: 1000, seedsOverride: 3 }))).toMatch(
      /--first-seed 1000 --seeds 3$/
    )
  })
})

describe('writeSensitivity', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-sensitivity-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('writes both files; infinities survive as strings', () => {
    const losses = [1, Number.POSITIVE_INFINITY]
    const arm = { arm: 'adam', losses, withReplacement: losses, withoutReplacement: losses }
    const given = { ...report, bestOfK: { metric: 'validation.loss', arms: [arm, arm] } }
    const files = writeSensitivity(path.join(folder, 'a'), given)
    const read = JSON.parse(readFileSync(files.json, 'utf8')) as { bestOfK: { arms: { losses: unknown[] }[] } }
    expect(read.bestOfK.arms[0]!.losses).toEqual([1, 'Infinity'])
    expect(readFileSync(files.json, 'utf8')).toBe(encodeSensitivity(given))
    expect(readFileSync(files.markdown, 'utf8')).toBe(renderSensitivityMarkdown(given))
  })

  it('a folder that cannot be made is an infrastructure error', () => {
    const file = path.join(folder, 'file')
    writeFileSync(file, '')
    expect(() => writeSensitivity(path.join(file, 'below'), report)).toThrow(InfrastructureError)
  })
})
