import { arrayAt, byPlace, idOfPlace, type SpecDocument } from '../claims/document'
import { didYouMean, type LintProblem, listOf, problemAt } from '../claims/lintProblem'
import { KINDS } from '../kinds'
import { type ClaimIndex, claimOf, isMadeOfOthers, kindNameOf, memberIds } from './claimIndex'

/** A claim that is made of others is made of claims that exist and fit, and not of itself, however far around. */
export function checkMembers(claim: SpecDocument, claimIndex: ClaimIndex): LintProblem[] {
  if (!isMadeOfOthers(claim)) return []
  const known = byPlace(claimIndex.claims)
  const own = idOfPlace(claim)
  const kind = kindNameOf(claim)
  const partCheck = kind === undefined ? undefined : KINDS[kind].checks.part
  return (arrayAt(claim, 'hypothesis', 'claims') ?? []).flatMap((member, index) => {
    if (typeof member !== 'string') return []
    const path = ['hypothesis', 'claims', index]
    if (!known.has(member)) {
      return [
        problemAt(claim, path, {
          message: 'there is no such claim',
          expected: 'the id of a claim, <source key>/<slug>',
          remedy: didYouMean(member, known.keys(), `write ${member}.json, or name another claim`)
        })
      ]
    }
    const circle = wayBack(member, own, claimIndex)
    if (circle === null) {
      const part = claimOf(member, claimIndex)
      if (part === undefined) return []
      if (!isMadeOfOthers(part)) return partCheck?.(claim, part, path) ?? []
      return [
        problemAt(claim, path, {
          message: 'a claim that is made of others cannot be part of another one',
          expected: 'claims of other kinds',
          remedy: `name what it is made of: ${listOf(memberIds(part))}`
        })
      ]
    }
    return [
      problemAt(claim, path, {
        message: 'a claim cannot be made of itself',
        expected: 'claims that stand without this one',
        remedy: circle.length === 1 ? 'remove it' : `break the circle: ${listOf([own, ...circle])}`
      })
    ]
  })
}

/** The shortest way from a claim along members to another one, both included; null where there is none. */
function wayBack(from: string, to: string, claimIndex: ClaimIndex): readonly string[] | null {
  const ways: string[][] = [[from]]
  const seen = new Set([from])
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    const last = way.at(-1)!
    if (last === to) return way
    const claim = claimOf(last, claimIndex)
    for (const next of claim === undefined ? [] : memberIds(claim)) {
      if (seen.has(next)) continue
      seen.add(next)
      ways.push([...way, next])
    }
  }
  return null
}
