import path from 'node:path'
import type { Command } from 'commander'
import { InputError } from '../../errors'
import { runsToExport } from '../../export/runsToExport'
import { writeOutputs } from '../../files/writeOutput'
import type { AddedRecords } from '../../store/addRecords'
import { addRecords } from '../../store/addRecords'
import { lookUpRecord } from '../../store/lookUpRecord'
import { encodeArchive, type KeyedRecord, RecordArchive } from '../../store/recordArchive'
import { RunStore } from '../../store/store'
import { formatCount } from '../../text/format'
import { gatherReportInput } from '../../verify/verify'
import type { CliContext } from '../context'
import { EXIT } from '../exitCode'
import { formatBytes } from '../fetchDisplay'
import { openRecords, type RunFlags, runOptions, storeFolder, storeOption, verifyOptions } from '../options'
import { readReport } from './report'

interface ExportFlags extends RunFlags {
  readonly from: readonly string[]
}

interface StoreFlags {
  readonly store?: string
}

const SHOWN = 5

export function addStore(program: Command, context: CliContext, done: (code: number) => void): void {
  const group = program
    .command('store')
    .summary('archives of records: written, taken in, stores merged')
    .description(DESCRIPTION)
    .addHelpText('after', EXAMPLES)
  const toFile = group
    .command('export')
    .summary('write the records of a report, of claims, or all into an archive')
    .description(
      'Writes an archive of the records that reports were made of (--from), that claims need, or, where neither is named,\n' +
        'of all that the store holds. The same records give the same file.'
    )
    .argument('<archive>', 'the file: records.jsonl.gz')
    .argument('[claims...]', 'claims, as verify takes them')
    .option(
      '--from <report.json>',
      "a report's records; may be repeated",
      (file: string, before: readonly string[]) => [...before, file]
    )
    .action(async (file: string, claims: string[], flags: ExportFlags) => {
      done(writeArchive(file, await recordsFor(claims, flags, context), context))
    })
  toFile.setOptionValue('from', [])
  for (const option of runOptions()) toFile.addOption(option)
  group
    .command('import')
    .summary('put the records of an archive into the store')
    .description(
      'Checks every record of an archive, and puts them into the store. Where one is not what its key and digests say\n' +
        'nothing is taken. A result that the store holds already is never replaced.'
    )
    .argument('<archive>', 'a file that store export wrote')
    .addOption(storeOption())
    .action(async (file: string, flags: StoreFlags) => {
      const archive = openRecords(file, context)
      done(await takeIn(archive.list(), flags, context))
    })
  group
    .command('merge')
    .summary('put the valid records of other stores into the store')
    .argument('<folders...>', 'folders of records')
    .addOption(storeOption())
    .action(async (folders: string[], flags: StoreFlags) => {
      requireStores(folders, context)
      done(await takeIn(validIn(folders, context), flags, context))
    })
}

/** The records that are asked for, all of them: an archive that lacks one proves nothing. */
async function recordsFor(
  claims: readonly string[],
  flags: ExportFlags,
  context: CliContext
): Promise<Iterable<KeyedRecord>> {
  const store = new RunStore(storeFolder(flags.store, context))
  requireOneSource(claims, flags)
  if (flags.from.length > 0) {
    const found = flags.from.map((file) => runsToExport(store, readReport(file, context)))
    const leftOut = found.flatMap((each) => each.leftOut)
    if (leftOut.length > 0) throw incomplete(store, leftOut)
    return found.flatMap(({ runs }) => runs)
  }
  if (claims.length === 0) return runsToExport(store, null).runs
  const options = { ...verifyOptions(claims, flags, context), execute: false }
  const { input } = await gatherReportInput(options)
  const missing = input.claims.flatMap((entry) =>
    entry.kind === 'could-not-run' && entry.claim.experiment !== null ? [`${entry.claim.id}: ${entry.reason}`] : []
  )
  if (missing.length > 0) throw incomplete(store, missing)
  return [...new Set(input.runs.map(({ key }) => key))].map((key) => {
    const found = lookUpRecord(store, options.records, key)
    if (found.state !== 'valid') throw incomplete(store, [key])
    return { key, record: found.record }
  })
}

/** Nothing that was asked for is passed over in silence. */
function requireOneSource(claims: readonly string[], { from, records }: ExportFlags): void {
  const told = (received: string, remedy: string) =>
    new InputError('it is not clear which records are meant', {
      expected: '--from <report.json>, or claims (with --records where an archive holds some of theirs), or neither',
      received,
      remedy
    })
  if (from.length > 0 && claims.length > 0) throw told('--from and claims', 'leave one of them out')
  if (records !== undefined && claims.length === 0) {
    throw told(
      `--records${from.length > 0 ? ' and --from' : ' alone'}`,
      'put the archive into the store first: store import'
    )
  }
}

function incomplete({ folder }: RunStore, missing: readonly string[]): InputError {
  const more = missing.length > SHOWN ? [`and ${missing.length - SHOWN} more`] : []
  return new InputError('the store does not hold all records that are asked for', {
    where: folder,
    expected: 'the record of every run',
    received: [...missing.slice(0, SHOWN), ...more].join('; '),
    remedy: 'name the store with --store, or run claimcheck verify as the report was made, which trains what is missing'
  })
}

function writeArchive(file: string, records: Iterable<KeyedRecord>, { cwd, stdout }: CliContext): number {
  const target = path.resolve(cwd, file)
  const content = encodeArchive(records)
  // Read back before it is anybody's: whoever gets it will.
  const { digest } = new RecordArchive(content, file)
  writeOutputs(path.dirname(target), [{ name: path.basename(target), content }], {
    what: 'the archive of records',
    remedy: 'choose another file, or make room'
  })
  stdout.write(
    `${formatCount(digest.records, 'record')}, ${formatBytes(content.length)}: ${path.relative(cwd, target)}\n`
  )
  stdout.write(`Digest of the records: ${digest.digest}\n`)
  return EXIT.ok
}

async function takeIn(records: Iterable<KeyedRecord>, flags: StoreFlags, context: CliContext): Promise<number> {
  const { stdout, stderr, cwd, signal } = context
  const store = new RunStore(storeFolder(flags.store, context))
  const outcome = await addRecords(store, records, signal)
  for (const { message } of outcome.conflicts.slice(0, SHOWN)) stderr.write(`${message}\n`)
  if (outcome.conflicts.length > SHOWN) stderr.write(`and ${outcome.conflicts.length - SHOWN} more\n`)
  stdout.write(`${summary(outcome)}: ${path.relative(cwd, store.folder) || '.'}\n`)
  if (outcome.interrupted) return EXIT.interrupted
  return outcome.conflicts.length > 0 ? EXIT.couldNotRun : EXIT.ok
}

function summary({ added, present, conflicts }: AddedRecords): string {
  const other = conflicts.length === 0 ? '' : `, ${conflicts.length} of another result, not taken`
  return `${formatCount(added, 'record')} added, ${present} there already${other}`
}

function* validIn(folders: readonly string[], { cwd, stderr }: CliContext): Generator<KeyedRecord, void, undefined> {
  for (const folder of folders) {
    const store = new RunStore(path.resolve(cwd, folder))
    for (const run of store.list()) {
      if (run.state === 'valid') yield { key: run.key, record: run.record }
      else stderr.write(`Not taken: ${path.relative(cwd, run.file)}: the record is ${run.state}\n`)
    }
  }
}

/** Before anything is taken: a folder that was mistyped must not leave half of a merge. */
function requireStores(folders: readonly string[], { cwd }: CliContext): void {
  for (const folder of folders) {
    if (!new RunStore(path.resolve(cwd, folder)).list().next().done) continue
    throw new InputError('there are no records', {
      where: folder,
      expected: 'a store: a folder of records',
      received: 'none',
      remedy: 'give the folder that --store or CLAIMCHECK_STORE named'
    })
  }
}

const DESCRIPTION = `An archive holds records of runs in one file: a manifest with their number and digest, and each record with the key of its
run, as JSON Lines compressed by gzip. With it others judge a report again (report --from --records) and train a sample of
its runs again (audit --records), without the store and without trusting who made either.`

const EXAMPLES = `
Examples:
  npx claimcheck store export records.jsonl.gz --from reports/first/report.json
  npx claimcheck store export records.jsonl.gz my-paper --profile standard
  npx claimcheck store import records.jsonl.gz --store other/store
  npx claimcheck store merge machine-1/store machine-2/store`
