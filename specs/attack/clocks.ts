import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Attack, Chance } from './attack'
import { Command, type Copy, type Ended, onCopies, tornFiles, unsaid, VERIFY, VERIFY_CODE } from './command'

const PRELOAD = path.join(__dirname, 'jumpingClock.cjs')
/** What shows or writes a time, after the runs: whatever it is, it is one. */
const AFTER: readonly (readonly string[])[] = [
  ['runs'],
  ['report', '--from', 'reports/new/report.json', '--name', 'again'],
  ['export', 'ro-crate', '--from', 'reports/new/report.json', '--licence', 'CC0-1.0', '--out', 'crate'],
  ['export', 'mlflow', '--out', 'mlflow']
]

/** The clock of the wall is nobody's witness: it jumps while runs are trained, stored and exported, and no result is another. */
export const CLOCKS: Attack = {
  name: 'clocks',
  what: 'a clock that jumps by seconds and decades while runs are trained and exported: the same results, and an end',
  short: 1,
  long: 60,
  open: () => onCopies(attempt)
}

async function attempt(chance: Chance, { folder, template, reference }: Copy): Promise<string | null> {
  const env = {
    NODE_OPTIONS: `--require ${JSON.stringify(PRELOAD)}`,
    CLAIMCHECK_TEST_CLOCK: String(1 + chance.below(2 ** 30))
  }
  if (chance.below(4) > 0) rmSync(path.join(folder, '.claimcheck'), { recursive: true })
  const verified = await new Command(folder, VERIFY, env).ended
  if (verified.code !== VERIFY_CODE) return `verify: ${verified.code}\n${verified.stderr}`
  if (template.results(folder) !== reference) return 'other results by another clock'
  const args = chance.pick(AFTER)
  const after = await new Command(folder, args, env).ended
  // The report shows again that the claim is refuted.
  if (after.code !== (args[0] === 'report' ? VERIFY_CODE : 0)) return `${args}: ${after.code}\n${after.stderr}`
  const calm = await template.run(VERIFY, folder)
  if (calm.code !== VERIFY_CODE) return `verify, the clock set right: ${calm.code}\n${calm.stderr}`
  return said([verified, after, calm]) ?? tornFiles(folder) ?? leftOver(folder)
}

function said(ended: readonly Ended[]): string | null {
  return ended.map(unsaid).find((found) => found !== null) ?? null
}

/** What is named by a time, such as a report in the making, is found again and put away. */
function leftOver(folder: string): string | null {
  const names = readdirSync(path.join(folder, 'reports')).filter((name) => name.startsWith('.'))
  return names.length === 0 ? null : `left in reports: ${names}`
}
