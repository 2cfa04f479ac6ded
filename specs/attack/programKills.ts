import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { EXPERIMENT, writeClaim } from '../support/programProject'
import type { Project } from '../support/project'
import type { Attack, Chance } from './attack'
import { Command, type Copy, onCopies, Template, tornFiles, unsaid } from './command'

const VERIFY = ['verify', '--jobs', '2', '--name', 'new', '--allow-programs']
/** No program of these takes a tenth of it. */
const GONE_WITHIN_MS = 20_000
/** What an undisturbed call takes at least: kills come from its beginning to after its end. */
const SHORTEST_MS = 1500

/**
 * Six epochs of integers, with a child that hears no request to end, in a session of its own. It goes on after the last epoch that
 * it knows to be logged: one may be logged twice.
 */
const SCRIPT = `
seed=$1 factor=$2 out=$3
setsid sh -c "trap '' TERM HUP INT; sleep 0.4" &
epoch=1
[ "$CLAIMCHECK_RESUME" = 1 ] && [ -s "$out/next" ] && epoch=$(cat "$out/next")
while [ "$epoch" -le 6 ]; do
  sleep 0.05
  echo "{\\"epoch\\": $epoch, \\"loss\\": $(( (100 + seed * 7919 % 97) * factor / epoch ))}" >> "$CLAIMCHECK_METRICS"
  epoch=$(( epoch + 1 ))
  echo "$epoch" > "$out/next.new" && mv "$out/next.new" "$out/next"
done
`

/** Killed at any moment, claimcheck or a program of its: nothing finished is lost, nobody is left, and the call is repeated. */
export const PROGRAM_KILLS: Attack = {
  name: 'program-kills',
  what: 'kill -9 at random moments of verify on programs, of a worker and of a program, up to three in a row, then the same again',
  short: 1,
  long: 30,
  open: async () => {
    const template = await Template.open(writePrograms, VERIFY, 0)
    const victims = new Map<string, number>()
    const opened = await onCopies(
      (chance, copy) => attempt(chance, copy, (victim) => victims.set(victim, (victims.get(victim) ?? 0) + 1)),
      template
    )
    return {
      ...opened,
      tally: () => [...victims].map(([victim, kills]) => `${kills} of ${victim}`).join(', '),
      close: () => template.close()
    }
  }
}

function writePrograms(project: Project): void {
  const arms = { fast: { settings: { factor: 700 } }, slow: { settings: { factor: 1000 } } }
  writeClaim(
    project,
    'better',
    {},
    {
      ...EXPERIMENT,
      command: ['sh', 'train.sh', '{seed}', '{factor}', '{run}'],
      settings: {},
      arms,
      inputs: ['train.sh'],
      limits: { graceSeconds: 0.2 }
    }
  )
  project.write('train.sh', SCRIPT)
}

async function attempt(
  chance: Chance,
  { folder, template, reference }: Copy,
  count: (victim: string) => void
): Promise<string | null> {
  rmSync(path.join(folder, '.claimcheck'), { recursive: true })
  for (let kills = 1 + chance.below(3); kills > 0; kills -= 1) {
    const before = finished(folder)
    const victim = chance.pick(['claimcheck and its workers', 'claimcheck', 'a worker', 'a program'])
    const command = new Command(folder, VERIFY)
    await delay(200 + chance.share() * SHORTEST_MS)
    if (victim === 'a program') killProgram(chance, folder)
    else if (victim === 'a worker') command.killWorker(chance.below(2))
    else command.kill(victim === 'claimcheck and its workers')
    count(victim)
    const ended = await command.ended
    const isOurs = victim !== 'a program' && victim !== 'a worker'
    if (!isOurs && ended.code !== 0 && ended.code !== 3) return `${victim}: ${ended.code}: ${ended.stderr}`
    for (let waitedMs = 0; command.alive || programsOf(folder).length > 0; waitedMs += 50) {
      if (waitedMs > GONE_WITHIN_MS) return `${victim}: left behind: ${programsOf(folder)}`
      await delay(50)
    }
    const lost = [...before].filter(([name, bytes]) => finished(folder).get(name) !== bytes).map(([name]) => name)
    const found = tornFiles(path.join(folder, 'reports')) ?? (lost.length === 0 ? null : `lost or changed: ${lost}`)
    if (found !== null) return `${victim}: ${found}`
  }
  const again = await template.run(VERIFY, folder)
  if (again.code !== 0) return `again: ${again.code}: ${again.stderr}`
  const said = unsaid(again)
  if (said !== null) return `again: ${said}`
  if (template.results(folder) !== reference) return 'a killed and repeated verify has other results'
  const locks = programFiles(folder).filter((name) => name.endsWith('.lock'))
  return locks.length === 0 ? null : `locks are left: ${locks}`
}

/** The records of finished runs, by name: those of runs that failed are none. */
function finished(folder: string): ReadonlyMap<string, string> {
  const store = path.join(folder, '.claimcheck', 'store')
  const names = existsSync(store) ? readdirSync(store, { recursive: true, encoding: 'utf8' }) : []
  const records = names.filter((name) => /^[0-9a-f]{2}[\\/][0-9a-f]{64}\.json$/.test(name))
  const texts = records.map((name) => [name, readFileSync(path.join(store, name), 'utf8')] as const)
  return new Map(texts.filter(([, text]) => JSON.parse(text).result.status.kind !== 'failed'))
}

function programFiles(folder: string): string[] {
  return readdirSync(path.join(folder, '.claimcheck', 'store', 'programs'), { recursive: true, encoding: 'utf8' })
}

/** Processes that were started for a run of this project, whoever started them. Linux only. */
function programsOf(folder: string): number[] {
  const needle = `CLAIMCHECK_RUN_DIR=${folder}${path.sep}`
  if (!existsSync('/proc')) return []
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      return readFileSync(`/proc/${name}/environ`, 'latin1').includes(needle) ? [Number(name)] : []
    } catch {
      // It has ended, or is somebody else's.
      return []
    }
  })
}

function killProgram(chance: Chance, folder: string): void {
  const pids = programsOf(folder)
  if (pids.length === 0) return
  try {
    process.kill(chance.pick(pids), 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}
