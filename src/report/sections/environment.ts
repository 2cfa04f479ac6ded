import { codeText, paragraph, type Section, table, words } from '../../document/document'
import { groupBy } from '../../json/groupBy'
import { formatCount, formatDuration } from '../../text/format'
import type { Context } from './context'

/** What the runs took, and the engines and machines that made them. */
export function environment({ report: { engines, environments, runs, records } }: Context): Section {
  const numRuns = groupBy(runs, (run) => run.environment)
  const places = environments.map(({ claimcheck, commit, node, platform, cpu }, index) => [
    numRuns.get(index)?.length ?? 0,
    claimcheck,
    commit ?? '–',
    node,
    platform,
    cpu
  ])
  const executed = engines.map(({ name, version, backend, instructionSet, lowering, numerics }) => [
    name,
    version,
    backend,
    instructionSet,
    lowering ?? '–',
    numerics
  ])
  const byKey = new Map(runs.map((run) => [run.key, run]))
  const total = [...byKey.values()].reduce((sum, run) => sum + run.wallTimeMs, 0)
  return {
    anchor: 'environment',
    title: 'Environment',
    blocks: [
      paragraph(
        `${formatCount(byKey.size, 'run')}, ${formatDuration(total)} of run time in all, as recorded (an earlier verification may have made them).`
      ),
      ...(records === undefined
        ? []
        : [
            paragraph(
              words`An archive of the ${records.records} records (${codeText('claimcheck store export')}) has the digest ${codeText(records.digest)}; a report is held to it by ${codeText('claimcheck report --from report.json --records')}.`
            )
          ]),
      ...(executed.length === 0
        ? []
        : [table(['engine', 'version', 'backend', 'instruction set', 'lowering', 'numerics'], executed)]),
      ...(places.length === 0 ? [] : [table(['runs', 'claimcheck', 'commit', 'node', 'platform', 'CPU'], places, [0])])
    ]
  }
}
