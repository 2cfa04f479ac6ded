import { toMarkdown } from '../../../../src/document/toMarkdown'
import { buildReport } from '../../../../src/report/data/build'
import type { ReportClaim } from '../../../../src/report/data/types'
import { changeBlocks } from '../../../../src/report/sections/changes'
import { NO_STUDIES, textContext } from '../../../../src/report/sections/context'
import { parseSensitivity } from '../../../../src/report/sensitivity/parse'
import { encodeSensitivity } from '../../../../src/report/sensitivity/write'
import { everyKind } from '../inputs'
import { measuredReport } from '../sensitivity/reports'

const report = { ...buildReport(everyKind()), profile: 'standard' } as const
const named = (id: string) => report.claims.find(({ claim }) => claim.id === id)!
const renamed = (entry: ReportClaim, change: Partial<ReportClaim['claim']>) =>
  ({ ...entry, claim: { ...entry.claim, ...change } }) as ReportClaim
const textOf = (leading: readonly ReportClaim[], studies = NO_STUDIES) =>
  toMarkdown(changeBlocks(leading, textContext(report, studies)))

describe('a study that was not made', () => {
  it('is of the first claim that can be studied: a comparison on an experiment, at the profile of the report', () => {
    const logs = renamed(named('toy/opposite'), { experiment: null })
    expect(textOf([named('toy/grid-all'), logs, named('toy/reproduced'), named('toy/opposite')])).toContain(
      '**Seeds and settings.** Not studied here: `npx claimcheck sensitivity toy/reproduced --by all --profile standard`.'
    )
  })

  it('is none where no claim that leads can be studied', () => {
    const logs = renamed(named('toy/opposite'), { experiment: null })
    expect(textOf([named('toy/grid-all'), logs])).not.toContain('Not studied here')
  })

  it('is one argument to a shell, whatever an id holds', () => {
    const odd = renamed(named('toy/opposite'), { id: "toy/it's; mine" })
    expect(textOf([odd])).toContain("sensitivity 'toy/it'\\''s; mine' --by all")
  })

  it('is none where one of them was studied', () => {
    const study = measuredReport()
    const sensitivity = [parseSensitivity(encodeSensitivity(study), 'sensitivity.json')]
    const studied = renamed(named('toy/opposite'), { id: study.claim.id })
    expect(textOf([studied], { ...NO_STUDIES, sensitivity })).not.toContain('Not studied here')
  })
})
