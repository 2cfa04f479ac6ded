import { formatProblems } from '../../../src/claims/formatProblems'
import { formatPath, type LintProblem } from '../../../src/claims/lintProblem'

const PROBLEM: LintProblem = {
  severity: 'error',
  file: 'paper/claim.json',
  line: 3,
  column: 9,
  path: '$.id',
  message: "the id is not the file's place",
  expected: '"paper/claim"',
  received: '"paper/clam"',
  remedy: 'correct the id, or move the file'
}

describe('formatProblems', () => {
  it('is empty where there is nothing to say', () => {
    expect(formatProblems([])).toBe('')
  })

  it('shows a paragraph a problem, and counts', () => {
    expect(formatProblems([PROBLEM, { ...PROBLEM, severity: 'warning', file: 'paper/other.json' }])).toBe(
      `paper/claim.json:3:9 error $.id: the id is not the file's place
  expected: "paper/claim"
  received: "paper/clam"
  to mend:  correct the id, or move the file

paper/other.json:3:9 warning $.id: the id is not the file's place
  expected: "paper/claim"
  received: "paper/clam"
  to mend:  correct the id, or move the file

1 error and 1 warning in 2 files
`
    )
  })
})

describe('words of others', () => {
  it('cannot pass for ours, nor reach the terminal as more than text', () => {
    const hostile = '\u001b[31m\u009b2J\u202e\r\n0 errors'
    const text = formatProblems([
      {
        ...PROBLEM,
        file: hostile,
        path: hostile,
        message: hostile,
        expected: hostile,
        received: hostile,
        remedy: hostile
      }
    ])
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
    expect(text.split('\n')).toHaveLength(7)
  })
})

describe('formatPath', () => {
  it.each([
    [[], '$'],
    [['grid', 'beta2', 0], '$.grid.beta2[0]'],
    [['arms', 'my arm', 'optimizer'], '$.arms["my arm"].optimizer']
  ])('of %j is %s', (steps, expected) => {
    expect(formatPath(steps)).toBe(expected)
  })
})
