import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parseReport } from '../../src/report/data/parse'
import type { Attack, Chance } from './attack'
import { Command, type Copy, onCopies, unsaid } from './command'

/** What a text can hold that an output could take for more than text. */
const HOSTILE: readonly string[] = [
  '\u001b[2J\u001b[31m',
  '\u001b]0;title\u0007',
  '\u009b31m',
  '\u202e\u2066abc',
  '\u0000\u0008\u007f',
  '\r\n0 errors\n',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</title></script><!--',
  ']]>&amp;&#x3c;',
  '[x](javascript:alert(1)) ![y](z) `a` **b** | c |',
  '=cmd|/c calc!A0',
  '\ud800\ufeff\u2028',
  '$\u007ba}{{b}}%s%n\\u202E',
  '漢字 עברית مرحبا 👩‍👩‍👧'
]

/** Texts that decide nothing, so that they may be anything. */
const TEXTS_OF = ['statement', 'citation', 'locator', 'quote', 'description', 'sourceProtocol', 'why']
const OUTPUTS: readonly (readonly string[])[] = [
  ['lint'],
  ['lint', '--json'],
  ['plan'],
  ['show', 'toy/digits-loss', '--from', 'reports/x/report.json'],
  ['runs'],
  ['register', '--json'],
  ['report', '--from', 'reports/x/report.json', '--name', 'y'],
  ['report', '--from', 'reports/x/report.json', '--name', 'z', '--json'],
  ['report', '--compare', 'reports/x/report.json', 'reports/old/report.json', '--name', 'w'],
  ['export', 'csv', '--out', 'csv']
]

/** Text of others in every place and every output: shown, never obeyed, and read back as it was. */
export const TEXTS: Attack = {
  name: 'texts',
  what: 'hostile text in claims, names of files and arguments, through every output: shown, not obeyed',
  short: 1,
  long: 60,
  open: () => onCopies(attempt)
}

async function attempt(chance: Chance, { folder }: Copy): Promise<string | null> {
  const used: string[] = []
  const text = () => {
    used.push(`A${chance.pick(HOSTILE)}z${chance.pick(HOSTILE)}.`)
    return used.at(-1)!
  }
  const claims = path.join(folder, 'claims')
  for (const file of readdirSync(claims, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.json')) continue
    const value = JSON.parse(readFileSync(path.join(claims, file), 'utf8'), (key, item) =>
      TEXTS_OF.includes(key) && typeof item === 'string' ? text() : item
    )
    writeFileSync(path.join(claims, file), JSON.stringify(value))
  }
  const made = await new Command(folder, ['verify', '--name', 'x']).ended
  if (made.code !== 0 && made.code !== 1) return `verify: ${made.code}: ${made.stderr}`
  const found = unsaid(made) ?? pageProblem(path.join(folder, 'reports', 'x'))
  if (found !== null) return `${JSON.stringify(used)}: ${found}`
  if (chance.below(3) === 0) spoilNames(claims, text)
  const args = chance.pick(OUTPUTS)
  const ended = await new Command(folder, chance.below(8) === 0 ? [...args, text().replaceAll('\0', '')] : args).ended
  const said = ended.code === 3 ? `${ended.code}: ${ended.stderr}` : unsaid(ended)
  if (said !== null) return `${args} ${JSON.stringify(used)}: ${said}`
  if (args.includes('--json') && ended.code === 0) JSON.parse(ended.stdout)
  return null
}

/** A page in which nothing of a text is markup, and data that say what was said. */
function pageProblem(report: string): string | null {
  parseReport(readFileSync(path.join(report, 'report.json')))
  const page = readFileSync(path.join(report, 'report.html'), 'utf8')
  if (/<img src=x|<script>alert|javascript:alert\(1\)["' >]/.test(page.replace(/javascript:alert\(1\)\) /g, ''))) {
    return 'the page holds markup of a text'
  }
  // What is written from right to left stands in an isolate of ours, from which nothing of it gets out.
  const outside = page.replace(/\u2068([^\u2066-\u2069]*)\u2069/g, '$1')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  return /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(outside)
    ? 'the page holds controls'
    : null
}

/** File names can be anything but a slash and NUL. */
function spoilNames(claims: string, text: () => string): void {
  const name = text()
    .replace(/[/\0\ud800]/g, '_')
    .slice(0, 60)
  renameSync(path.join(claims, 'toy', 'online-adam.json'), path.join(claims, 'toy', `${name}.json`))
  mkdirSync(path.join(claims, name))
  writeFileSync(path.join(claims, name, `${name}.json`), '{"a": \u001b[31m}')
}
