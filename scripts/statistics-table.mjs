// Writes the tables of measured errors into docs/error-rates.md, from the committed calibration.
//   node scripts/statistics-table.mjs [--check]   needs no build; --check writes nothing and fails where they differ
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'

const root = path.resolve(import.meta.dirname, '..')
const page = path.join(root, 'docs', 'error-rates.md')
const {
  rules,
  cells,
  sections = [],
  alpha
} = JSON.parse(gunzipSync(readFileSync(path.join(root, 'reports', 'reference', 'calibration', 'calibration.json.gz'))))
const SHAPES = ['normal', 't3', 'contaminated', 'exponential', 'lognormal']

const percent = (share) => `${(100 * share).toFixed(1)} %`
const rate = ({ wrong, promised }) =>
  `${percent(wrong.share)} [${(100 * wrong.lower).toFixed(1)}, ${(100 * wrong.upper).toFixed(1)}]${promised ? '' : ' (\\*)'}`
const row = (parts) => `| ${parts.join(' | ')} |`
const worst = (some) =>
  some.reduce((most, cell) => (most === undefined || cell.wrong.share > most.wrong.share ? cell : most), undefined)

const byShape = (decides) => {
  const some = rules.filter((rule) => rule.decides === decides)
  return [
    row(['rule', 'assumption', ...SHAPES]),
    row(['---', '---', ...SHAPES.map(() => '---:')]),
    ...some.map(({ id, title, assumption }) =>
      row([
        title,
        assumption,
        ...SHAPES.map((shape) => {
          const cell = worst(cells.filter((each) => each.rule === id && each.errors === shape && each.onBoundary))
          return cell === undefined ? '–' : rate(cell)
        })
      ])
    )
  ].join('\n')
}

const ofSection = ({ title, rules: ids }) => [
  `### ${title}`,
  [
    row(['rule', 'assumption', 'truth', 'nominal', 'wrong']),
    row(['---', '---', '---', '---:', '---:']),
    ...rules
      .filter(({ id }) => ids.includes(id))
      .flatMap(({ id, title: name, assumption }) =>
        cells
          .filter((cell) => cell.rule === id)
          .map((cell) =>
            row([
              name,
              assumption,
              `${cell.errors}: ${cell.truth ?? cell.effect}`,
              percent(cell.nominal ?? alpha),
              rate(cell)
            ])
          )
      )
  ].join('\n')
]

const tables = [
  '### Lower, by at least a margin',
  byShape('lower'),
  '### Families of 5 claims, all on the margin',
  byShape('family'),
  '(\\*): the assumption does not hold there, and nothing is promised. In brackets: 95 % Monte Carlo interval.',
  ...sections.flatMap(ofSection)
].join('\n\n')

const text = readFileSync(page, 'utf8')
const between = /(<!-- calibration:start[^>]*-->\n)[\s\S]*(<!-- calibration:end -->)/
if (!between.test(text)) {
  console.error(
    'docs/error-rates.md has no place for the tables: <!-- calibration:start --> and <!-- calibration:end -->'
  )
  process.exit(1)
}
const written = text.replace(between, (_, start, end) => `${start}\n${tables}\n\n${end}`)
if (!process.argv.includes('--check')) {
  writeFileSync(page, written)
} else if (written !== text) {
  console.error('docs/error-rates.md differs from reports/reference/calibration: node scripts/statistics-table.mjs')
  process.exitCode = 1
}
