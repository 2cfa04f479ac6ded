import { rmSync } from 'node:fs'
import path from 'node:path'
import type { Attack, Chance } from './attack'
import { Command, onCopies, tornFiles, unsaid, VERIFY, VERIFY_CODE } from './command'

/** Other letters, digits and separators, no locale at all, and none that is one. */
const LOCALES = [
  'tr_TR.UTF-8',
  'ar_EG.UTF-8',
  'fa_IR',
  'hi_IN',
  'th_TH@calendar=buddhist',
  'de_DE',
  'C',
  '',
  '../x',
  'xx_YY.Z'
]
const ZONES = ['Pacific/Apia', 'Asia/Kathmandu', 'America/St_Johns', '', 'nowhere/none', ':/etc/passwd']

/** What a machine can be short of: each is said as that, or is enough. */
const LIMITS_OF: readonly ((chance: Chance) => { readonly before?: string; readonly env?: NodeJS.ProcessEnv })[] = [
  (chance) => ({ before: `ulimit -n ${20 + chance.below(80)}` }),
  (chance) => ({ before: `ulimit -v ${500_000 + chance.below(40_000_000)}` }),
  // A file that may grow no further: a disk that is full in the middle of it.
  (chance) => ({ before: `trap '' XFSZ && ulimit -f ${chance.below(60)}` }),
  (chance) => ({ before: `ulimit -t ${1 + chance.below(4)}` }),
  () => ({ env: { HOME: undefined, XDG_CACHE_HOME: undefined, PATH: '/nowhere' } }),
  () => ({ env: { HOME: '/nowhere', TMPDIR: '/nowhere' } }),
  (chance) => ({ env: { NODE_OPTIONS: `--max-old-space-size=${20 + chance.below(200)}` } }),
  (chance) => ({ env: { LC_ALL: chance.pick(LOCALES), LANG: chance.pick(LOCALES), TZ: chance.pick(ZONES) } }),
  () => ({ before: 'exec 2>&-' }),
  () => ({ before: 'exec >/dev/full' })
]
/** The codes of an answer, of what could not run, and of a limit of the system or of V8, which kill. */
const CODES = [0, 1, 3, 'SIGKILL', 'SIGXCPU', 'SIGABRT', 134, 137, 152]

/** Short of anything: no torn file, no stack trace, and once there is enough the same results as ever. */
export const LIMITS: Attack = {
  name: 'limits',
  what: 'few files, little memory, full disks, no home, other locales, closed outputs: said as that, and nothing torn',
  short: 1,
  long: 100,
  open: () =>
    onCopies(async (chance, { folder, template, reference }) => {
      if (chance.below(2) === 0) rmSync(path.join(folder, '.claimcheck'), { recursive: true })
      const { before = '', env = {} } = chance.pick(LIMITS_OF)(chance)
      const ended = await new Command(folder, VERIFY, env, before).ended
      const how = `${before} ${JSON.stringify(env)}`
      if (!CODES.includes(ended.code)) return `${how}: ${ended.code}\n${ended.stderr}`
      // A process that is not given memory can end in V8 itself, which prints a trace of its own.
      const found = tornFiles(folder) ?? (/FATAL ERROR|SIGXCPU/.test(ended.stderr) ? null : unsaid(ended))
      if (found !== null) return `${how}: ${found}`
      const again = await template.run(VERIFY, folder)
      if (again.code !== VERIFY_CODE) return `${how}, again: ${again.code}\n${again.stderr}`
      return template.results(folder) === reference ? null : `${how}: other results`
    })
}
