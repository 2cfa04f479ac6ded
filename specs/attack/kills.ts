import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Attack, Chance } from './attack'
import { Command, type Copy, type Ended, onCopies, tornFiles, unsaid } from './command'

const TRAINED = ['verify', '--jobs', '2', '--name', 'old']
/** Every command that writes; those that train begin without their runs. Each is expected to end so when it is let. */
const COMMANDS: readonly { readonly args: readonly string[]; readonly trains?: true }[] = [
  { args: TRAINED, trains: true },
  { args: TRAINED, trains: true },
  { args: ['verify', '--name', 'old', '--first-seed', '100', '--compress'], trains: true },
  { args: ['report', '--from', 'reports/new/report.json', '--name', 'old', '--compress'] },
  { args: ['report', '--from', 'reports/new/report.json', '--name', 'old'] },
  { args: ['sensitivity', 'toy/digits-loss', '--by', 'init', '--name', 'study'], trains: true },
  { args: ['register'], trains: true },
  { args: ['store', 'export', 'records.jsonl.gz'] },
  { args: ['export', 'csv', '--out', 'csv'] },
  { args: ['export', 'ro-crate', '--from', 'reports/new/report.json', '--licence', 'CC0-1.0', '--out', 'crate'] }
]
const WORKERS_END_WITHIN_MS = 20_000

/** Killed at any moment, all of it or a part: no finished run is lost, nothing is torn, and the command can be repeated. */
export const KILLS: Attack = {
  name: 'kills',
  what: 'kill -9 at random moments of every command that writes (the group, the parent, a worker), up to eight times in a row, then the same again',
  short: 1,
  long: 150,
  open: async () => {
    let kills = 0
    const opened = await onCopies((chance, copy) => attempt(chance, copy, () => void kills++))
    return { ...opened, tally: () => `${kills} kills` }
  }
}

async function attempt(chance: Chance, copy: Copy, count: () => void): Promise<string | null> {
  const { folder, template, reference } = copy
  const { args, trains } = chance.pick(COMMANDS)
  if (trains) rmSync(path.join(folder, '.claimcheck'), { recursive: true })
  for (let kills = 1 + chance.below(8); kills > 0; kills -= 1) {
    const found = await killed(chance, args, folder)
    count()
    if (found !== null) return found
  }
  const made = exportOf(args, folder)
  let again = await template.run(args, folder)
  // What was exported before it was killed stands in the way of another, file by file whole.
  if (made !== null && made.size > 0 && isRefused(again)) {
    rmSync(path.join(folder, args.at(-1)!), { recursive: true })
    again = await template.run(args, folder)
    const whole = exportOf(args, folder)!
    const others = [...made].filter(([name, bytes]) => whole.get(name) !== bytes).map(([name]) => name)
    if (others.length > 0) return `${args}: left other files than an undisturbed one makes: ${others}`
  }
  if (again.code !== 0 && again.code !== 1) return `${args}, again: ${again.code}: ${again.stderr}`
  const said = unsaid(again) ?? tornFiles(folder)
  if (said !== null) return `${args}, again: ${said}`
  if (args === TRAINED && template.results(folder) !== reference)
    return 'a killed and repeated verify has other results'
  return null
}

/** Begins a command and kills it, or a part of it. */
async function killed(chance: Chance, args: readonly string[], folder: string): Promise<string | null> {
  const old = filesOfReport(folder)
  const command = new Command(folder, args)
  await delay(300 + chance.share() * 3000)
  const victim = chance.pick(['group', 'group', 'parent', 'worker'])
  if (victim === 'worker') command.killWorker(chance.below(2))
  else command.kill(victim === 'group')
  const ended = await command.ended
  if (victim === 'worker' && ended.code !== 0 && ended.code !== 1 && !isRefused(ended))
    return `${args}: ${ended.code}: ${ended.stderr}`
  for (let waitedMs = 0; command.alive; waitedMs += 100) {
    if (waitedMs > WORKERS_END_WITHIN_MS) return `${args}: processes outlive their parent`
    await delay(100)
  }
  const found = tornFiles(folder) ?? mixed(old, filesOfReport(folder))
  return found === null ? null : `${args}, ${victim}: ${found}`
}

function isRefused({ code, stderr }: Ended): boolean {
  return code === 2 && stderr.includes('the folder for the export is not empty')
}

/** What lies in the folder that a command exports to, by name; null where it exports nothing. */
function exportOf(args: readonly string[], folder: string): ReadonlyMap<string, string> | null {
  if (args[0] !== 'export') return null
  const out = path.join(folder, args.at(-1)!)
  const names = existsSync(out) ? readdirSync(out, { recursive: true, encoding: 'utf8' }).sort() : []
  const files = names.filter((name) => statSync(path.join(out, name)).isFile())
  return new Map(files.map((name) => [name, readFileSync(path.join(out, name), 'base64')]))
}

/** The files of the report `old`, by name: the data in either form, and the page. */
function filesOfReport(folder: string): ReadonlyMap<string, string> {
  const names = ['report.json', 'report.json.gz', 'report.html', 'report.md', 'summary.md']
  const files = names.map((name): [string, string] => [name, path.join(folder, 'reports', 'old', name)])
  return new Map(files.flatMap(([name, file]) => (existsSync(file) ? [[name, readFileSync(file, 'base64')]] : [])))
}

/** New data beside an old page, or the other way around. */
function mixed(old: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string | null {
  const ages = [...now].map(([name, bytes]) => (old.get(name) === bytes ? 'old' : 'new'))
  return new Set(ages).size > 1 ? `an old report beside a new one: ${[...now.keys()].join(', ')} are ${ages}` : null
}
