import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { toTerminal } from '../../src/document/toTerminal'
import { type AttackResult, runAttack } from './attack'
import { ATTACKS } from './attacks'
import { removeTemplate } from './command'

const HELP = `npm run attack -- [options]

  --seed <text>       of the whole campaign (default: 1); an attempt's seed is <seed>/<attack>/<number>
  --only <attack,...> some of: ${ATTACKS.map(({ name }) => name).join(', ')}
  --times <n>         attempts of each attack as a multiple of the usual number (default: 1)
  --seconds <n>       end each attack after that time (default: never)
  --short             the numbers of the run in the test suite
  --out <file>        write the table into a page of Markdown, in the place of what it says of the same attacks
  --again <seed>      make one attempt again, by the seed that its failure printed
`

/** The campaign: tries to lose, tear, forge and hang; exits with 1 where anything did not hold. */
async function campaign(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      only: { type: 'string' },
      times: { type: 'string', default: '1' },
      seconds: { type: 'string' },
      short: { type: 'boolean', default: false },
      again: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false }
    }
  })
  if (values.help) {
    process.stdout.write(HELP)
    return 0
  }
  const [again, name, number] = /^(.*)\/([a-z-]+)\/(\d+)$/.exec(values.again ?? '')?.slice(1) ?? []
  const only = name !== undefined ? [name] : values.only?.split(',')
  const times = Number(values.times)
  const seconds = Number(values.seconds ?? Number.POSITIVE_INFINITY)
  const known = ATTACKS.map((attack) => attack.name)
  // A campaign that tries nothing would pass.
  if (
    (values.again !== undefined && name === undefined) ||
    only?.some((each) => !known.includes(each)) ||
    !(times > 0 && times < Number.POSITIVE_INFINITY && seconds > 0)
  ) {
    process.stderr.write(`not understood: ${process.argv.slice(2).join(' ')}\n\n${HELP}`)
    return 2
  }
  const results: AttackResult[] = []
  for (const attack of ATTACKS.filter((each) => only === undefined || only.includes(each.name))) {
    process.stderr.write(`${attack.name}: ${attack.what}\n`)
    const usual = Math.ceil((values.short ? attack.short : attack.long) * times)
    const result = await runAttack(attack, {
      seed: again ?? values.seed,
      first: Number(number ?? 0),
      count: number === undefined ? usual : 1,
      untilMs: performance.now() + seconds * 1000
    })
    for (const { seed, what } of result.failures) process.stdout.write(`FAILED, again by --again ${seed}\n${what}\n\n`)
    results.push(result)
    if (values.out !== undefined) record(values.out, result, again ?? values.seed)
  }
  process.stdout.write(`${table(results)}\n`)
  return results.every(({ failures }) => failures.length === 0) ? 0 : 1
}

/** Each attack has its line, of the last time that it was made. */
function record(file: string, { name, tried, survived, tally, seconds }: AttackResult, seed: string): void {
  const before = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  const own = `| ${name} | ${tried}${tally === '' ? '' : ` (${tally})`} | ${survived} | ${seed} | ${Math.ceil(seconds / 60)} min |`
  const lines = ATTACKS.flatMap((attack) => {
    const known = before.find((line) => line.startsWith(`| ${attack.name} |`))
    return attack.name === name ? [own] : known === undefined ? [] : [known]
  })
  writeFileSync(file, `${[...PAGE, ...lines].join('\n')}\n`)
}

const PAGE = [
  '# The attack campaign',
  '',
  'Written by `npm run attack -- --out reports/reference/attacks.md`: each attack as it was made last, by hand, on a machine with other work.',
  'An attempt survives where nothing was lost, torn, wrong, obeyed or left hanging; `npm run attack -- --help` says what each',
  'does, and a seed makes its attempts again (the moments of processes aside). An attack that is not here was made in short only.',
  '',
  '| attack | tried | survived | seed | time |',
  '| --- | ---: | ---: | --- | ---: |'
]

function table(results: readonly AttackResult[]): string {
  const rows = results.map(({ name, tried, survived, tally, seconds }) => [
    name,
    `${tried}${tally === '' ? '' : ` (${tally})`}`,
    String(survived),
    `${seconds.toFixed(1)} s`
  ])
  return toTerminal([
    { kind: 'table', headers: ['attack', 'tried', 'survived', 'time'], rows, numeric: [1, 2, 3], role: null }
  ])
}

campaign()
  .finally(removeTemplate)
  .then((code) => {
    process.exitCode = code
  })
