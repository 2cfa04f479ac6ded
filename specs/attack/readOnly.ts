import { chmodSync, readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Attack, Chance } from './attack'
import { Command, type Copy, onCopies, tornFiles, unsaid, VERIFY, VERIFY_CODE } from './command'

/** What may not be written, and whether the runs are there: where they are, a store that cannot be written is enough. */
const PLACES: readonly { readonly place: string; readonly isEmpty: boolean; readonly codes: readonly number[] }[] = [
  { place: '.claimcheck', isEmpty: false, codes: [VERIFY_CODE, 3] },
  { place: '.claimcheck', isEmpty: true, codes: [3] },
  { place: 'reports', isEmpty: false, codes: [3] },
  { place: '', isEmpty: false, codes: [3] },
  { place: 'claims', isEmpty: false, codes: [VERIFY_CODE] }
]
/** Nobody: root may write everywhere. */
const NOBODY = 65_534

/** Folders of somebody else: said as that, nothing torn, and nothing lost for when they may be written again. */
export const READ_ONLY: Attack = {
  name: 'read-only',
  what: 'a store, reports, claims or a whole project that may not be written: said as that, and nothing lost',
  short: 1,
  long: 40,
  open: () => onCopies(attempt)
}

async function attempt(chance: Chance, { folder, template, reference }: Copy): Promise<string | null> {
  const { place, isEmpty, codes } = chance.pick(PLACES)
  const store = path.join(folder, '.claimcheck', 'store')
  if (isEmpty) for (const name of readdirSync(store)) rmSync(path.join(store, name), { recursive: true })
  const isRoot = process.getuid?.() === 0
  if (isRoot) setModes(folder, 0o777, 0o666)
  setModes(path.join(folder, place), 0o555, 0o444)
  chmodSync(path.dirname(folder), 0o755)
  const before = isRoot ? `exec setpriv --reuid ${NOBODY} --regid ${NOBODY} --clear-groups "$0" "$@"` : ''
  const ended = await new Command(folder, VERIFY, { HOME: undefined }, before).ended
  setModes(folder, 0o777, 0o666)
  const how = `${place || 'the project'}, ${isEmpty ? 'without' : 'with'} its runs`
  if (!codes.includes(ended.code as number)) return `${how}: ${ended.code}\n${ended.stderr}`
  const found = unsaid(ended) ?? tornFiles(folder)
  if (found !== null) return `${how}: ${found}`
  if (ended.code === 3 && !/EACCES|permission|written|read-only/i.test(ended.stderr))
    return `${how}: it does not say why:\n${ended.stderr}`
  const again = await template.run(VERIFY, folder)
  if (again.code !== VERIFY_CODE) return `${how}, again: ${again.code}\n${again.stderr}`
  return template.results(folder) === reference ? null : `${how}: other results`
}

/** Of a folder and all that is in it. */
function setModes(folder: string, ofFolders: number, ofFiles: number): void {
  // From the inside, since what is below a folder that may not be entered cannot be changed.
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name))
  for (const entry of [folder, ...entries]) chmodSync(entry, statSync(entry).isDirectory() ? ofFolders : ofFiles)
}
