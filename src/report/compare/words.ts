import { engineWords } from '../../runs/engineWords'
import type { EngineIdentity } from '../../runs/types'
import { plainLine, shorten } from '../../text/escape'
import { formatCount } from '../../text/format'
import type { ReportEnvironment } from '../data/types'
import type { ListChange, RegistrationWords, ReportComparison } from './types'

/** What it means that an effect moved; the same words wherever a comparison is shown. */
export const MOVED_MEANING =
  "An effect has moved where its newer value lies outside the older report's interval; it stands apart where the two intervals have no value in common. An effect reported without an interval has moved where it is another number, and not in an interval that the newer report has for it. Two measurements of one effect on different seeds move against each other's 95 % interval about once in six times by chance alone; the same runs never do."

/** What changed, in one sentence: what is worth a look first, then how many claims are as they were. */
export function comparisonHeadline({ counts, added, gone }: ReportComparison): string {
  const { shared, unchanged, flipped, subtypeChanged, judgedNow, judgedNoMore, moved } = counts
  const parts = [
    [flipped, `${formatCount(flipped, 'verdict')} flipped`],
    [subtypeChanged, `${formatCount(subtypeChanged, 'subtype')} changed`],
    [moved, `${formatCount(moved, 'effect')} moved`],
    [judgedNow, `${formatCount(judgedNow, 'claim')} judged now`],
    [judgedNoMore, `${formatCount(judgedNoMore, 'claim')} judged no more`],
    [added.length, `${formatCount(added.length, 'claim')} added`],
    [gone.length, `${formatCount(gone.length, 'claim')} gone`]
  ] as const
  const said = parts.flatMap(([count, words]) => (count === 0 ? [] : [words]))
  const verb = unchanged === 1 ? 'is' : 'are'
  const rest = `${unchanged} of ${formatCount(shared, 'shared claim')} ${verb} unchanged.`
  return said.length === 0 ? `No verdict flipped and no effect moved; ${rest}` : `${said.join(', ')}; ${rest}`
}

/** How a claim stood to its registration, in a word or two. */
export function registrationStateWords(registration: RegistrationWords): string {
  if (registration === null) return 'not judged'
  const { state, hash, registeredAt } = registration
  return hash === null ? state : `${state}, ${hash.slice(0, 12)} of ${registeredAt}`
}

/** Runs of both reports, in a sentence or two. */
export function runsWords({ runs }: ReportComparison): string {
  const { both, otherResult, onlyOlder, onlyNewer } = runs
  const same =
    otherResult.length === 0
      ? 'all with the same result'
      : `${otherResult.length} of them with ANOTHER RESULT although they are the same runs`
  const shared = both === 0 ? 'No run is in both reports' : `${formatCount(both, 'run')} in both reports, ${same}`
  return `${shared}; ${onlyOlder} only in the older, ${onlyNewer} only in the newer.`
}

/** A list's items that went and came, as lines of text. */
export function listLines<Item>(change: ListChange<Item>, describe: (item: Item) => string): string[] {
  return [
    ...change.gone.map((item) => `gone: ${describe(item)}`),
    ...change.added.map((item) => `new: ${describe(item)}`)
  ]
}

export function engineLine(engine: EngineIdentity): string {
  return `engine ${engineWords(engine)}`
}

export function environmentWords({ claimcheck, commit, node, platform, cpu }: ReportEnvironment): string {
  const where = commit === null ? 'no commit' : shortCommit(commit)
  return `environment claimcheck ${claimcheck} at ${where}, node ${node}, ${platform}, ${cpu}`
}

/** Twelve digits of the hash, and what may stand behind it: `+dirty`. */
function shortCommit(commit: string): string {
  return commit.replace(/^([0-9a-f]{12})[0-9a-f]+/, '$1')
}

export function idWords(id: string): string {
  return plainLine(shorten(id, 100))
}
