import fc from 'fast-check'
import { displayWidth } from '../../../src/text/displayWidth'
import { wrapLine, wrapParts } from '../../../src/text/wrapLine'

describe('wrapLine', () => {
  it('loses nothing, breaks nothing that fits, and begins a line only where it must', () => {
    const word = fc.string({ minLength: 1, maxLength: 12 }).map((text) => text.replaceAll(/[ %]/g, 'x'))
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 12, max: 60 }),
        (words, columns) => {
          const lines = wrapLine(words.join(' '), columns)
          expect(lines.join(' ')).toBe(words.join(' '))
          for (const [index, line] of lines.entries()) {
            expect(line.length).toBeLessThanOrEqual(columns)
            const next = lines[index + 1]?.split(' ')[0]
            if (next !== undefined) expect(line.length + 1 + next.length).toBeGreaterThan(columns)
          }
        }
      )
    )
  })

  it('leaves a word whole that is longer than a line', () => {
    expect(wrapLine(`a ${'x'.repeat(50)} b`, 20)).toEqual(['a', 'x'.repeat(50), 'b'])
  })

  it('breaks scripts without spaces between characters, and never before their punctuation', () => {
    expect(wrapLine('損失が小さい。', 8)).toEqual(['損失が小', 'さい。'])
    expect(wrapLine('損失は。', 6)).toEqual(['損失', 'は。'])
    expect(wrapLine('AMSGradの損失', 9)).toEqual(['AMSGradの', '損失'])
    for (const line of wrapLine('損失'.repeat(100), 81)) expect(displayWidth(line)).toBeLessThanOrEqual(80)
  })
})

describe('wrapLine around a command', () => {
  it('keeps it whole, with the comma behind it, and breaks around it', () => {
    const command = 'npx claimcheck data fetch mnist'
    expect(wrapLine(`to mend: ${command}, or import it`, 20)).toEqual(['to mend:', `${command},`, 'or import it'])
    expect(wrapLine(`${command}; ${command}`, 20)).toEqual([`${command};`, command])
  })

  it('keeps every character', () => {
    const text = ' a  npx claimcheck plan --all  x, b 5 % '
    expect(wrapLine(text, 1).join(' ')).toBe(text)
  })
})

describe('wrapParts', () => {
  it('breaks between parts first, and in one only where it takes more than a line', () => {
    const parts = ['| no difference', '..... within the margin', '=== interval [1, 2]']
    expect(wrapParts(parts, '  ', 80)).toEqual([parts.join('  ')])
    expect(wrapParts(parts, '  ', 40)).toEqual([parts.slice(0, 2).join('  '), parts[2]])
    expect(wrapParts(parts, '  ', 15)).toEqual([
      '| no difference',
      '..... within',
      'the margin',
      '=== interval',
      '[1, 2]'
    ])
    expect(wrapParts([], ', ', 10)).toEqual([])
  })
})
