import { code, codeText, group, joined, paragraph, type Section, words } from '../../document/document'
import { replayCommand } from '../data/replay'
import type { Context } from './context'

/** The commands that repeat the whole report. */
export function repeat({ report, links }: Context): Section | null {
  const { environments } = report
  if (links !== null && environments.length === 0) return null
  const commits = [...new Set(environments.flatMap(({ commit }) => (commit === null ? [] : [commit])))]
  const commit =
    commits.length === 0
      ? 'The runs were made outside of a checkout, by the version of claimcheck named above.'
      : words`The runs were made at commit ${joined(commits.map(codeText), ', ')}.`
  return {
    anchor: 'repeat',
    title: 'How to repeat everything',
    blocks: [
      group('repeat', [
        paragraph(commit),
        code(replayCommand(null, report), 'sh'),
        paragraph(
          words`With the same engine and numerics the same runs give the same bytes: ${codeText('resultDigest')} in report.json names them. To render this report again from its data, and to compute every verdict again from the evidence in it, without training:`
        ),
        code('npx claimcheck report --from report.json', 'sh')
      ])
    ]
  }
}
