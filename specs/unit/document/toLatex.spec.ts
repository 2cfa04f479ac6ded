import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  code,
  codeText,
  details,
  em,
  heading,
  list,
  paragraph,
  quote,
  strong,
  table
} from '../../../src/document/document'
import { toLatex } from '../../../src/document/toLatex'
import { HOSTILE_TEXTS } from '../report/hostile'

describe('toLatex', () => {
  it('writes each block as LaTeX has it', () => {
    expect(
      toLatex([
        heading(1, 'Results'),
        paragraph([strong('Rule.'), ' ', em('x'), ' ', codeText('a_b')]),
        list(['one', 'two']),
        table(['claim', 'n'], [['lower', 10]], [1]),
        quote('as it stands')
      ])
    ).toBe(
      [
        '\\section*{Results}',
        '\\textbf{Rule.} \\emph{x} \\texttt{a\\_b}',
        '\\begin{itemize}\n  \\item {one}\n  \\item {two}\n\\end{itemize}',
        [
          '\\begin{longtable}{>{\\raggedright\\arraybackslash}p{\\dimexpr 0.800\\linewidth\\relax}r}',
          '\\hline',
          '{claim} & {n} \\\\',
          '\\hline',
          '\\endhead',
          '{lower} & {10} \\\\',
          '\\hline',
          '\\end{longtable}'
        ].join('\n'),
        '\\begin{quote}\nas it stands\n\\end{quote}'
      ].join('\n\n')
    )
  })

  it.each([
    ['50 % of $1_000 & more #1', '50 \\% of \\$1\\_000 \\& more \\#1'],
    ['\\input{/etc/passwd}', '\\textbackslash{}input\\{/etc/passwd\\}'],
    ['a -- b --- c', 'a {-}{-} b {-}{-}{-} c'],
    ['a ,, b, c', 'a {,}{,} b, c'],
    ["don't, 'well-known'", "don't, 'well-known'"],
    ['x^2 ~ <y> |z|', 'x\\textasciicircum{}2 \\textasciitilde{} \\textless{}y\\textgreater{} \\textbar{}z\\textbar{}'],
    ['5 ≤ 6 × 7', '5 $\\leq$ 6 $\\times$ 7'],
    ['שלום', '[U+05E9][U+05DC][U+05D5][U+05DD]']
  ])('shows %j as it is', (text, latex) => {
    expect(toLatex([paragraph(text)])).toBe(latex)
  })

  const missing = spawnSync('pdflatex', ['--version']).status === 0 ? null : 'no pdflatex'
  const compiles = missing === null ? it : it.skip
  compiles(
    `is typeset by pdflatex whatever a text holds${missing === null ? '' : ` [skipped: ${missing}]`}`,
    () => {
      const blocks = HOSTILE_TEXTS.flatMap((text) => [
        heading(2, text.slice(0, 200)),
        paragraph([text, strong(text), em(text), codeText(text)]),
        list([text, [text, text]]),
        table(
          [text.slice(0, 50), 'n'],
          [
            [text, 1],
            [[text, text], -1],
            ['[1]', '*']
          ],
          [1]
        ),
        code(text),
        details(text.slice(0, 200), quote(text))
      ])
      const folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-latex-'))
      try {
        const document = [
          '\\documentclass{article}',
          '\\usepackage[T1]{fontenc}',
          '\\usepackage[utf8]{inputenc}',
          '\\usepackage{textcomp,array,longtable}',
          '\\begin{document}',
          toLatex(blocks),
          '\\end{document}'
        ].join('\n')
        writeFileSync(path.join(folder, 'main.tex'), document)
        const { status } = spawnSync(
          'pdflatex',
          ['-no-shell-escape', '-halt-on-error', '-interaction=nonstopmode', 'main.tex'],
          {
            cwd: folder,
            encoding: 'latin1'
          }
        )
        const log = readFileSync(path.join(folder, 'main.log'), 'latin1')
        expect({ status, error: /^!.*$/m.exec(log)?.[0] ?? null }).toEqual({ status: 0, error: null })
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    },
    60_000
  )
})
