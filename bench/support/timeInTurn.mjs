import { spread } from './statistics.mjs'
import { say } from './transcript.mjs'

/**
 * Times whole processes in turn, round by round, since machines drift, and says the table.
 *
 * @param contestants each with a title and `run(round)`, which returns what it came to, in words
 * @param heading of the column of what they came to in the last round
 * @returns seconds of every round, by contestant
 */
export function timeInTurn(contestants, rounds, heading) {
  const seconds = contestants.map(() => [])
  const results = []
  for (let round = 0; round < rounds; round++) {
    contestants.forEach(({ run }, index) => {
      const start = performance.now()
      results[index] = run(round)
      seconds[index].push((performance.now() - start) / 1000)
    })
  }
  say(`| contestant | seconds: median [quartiles] | ${heading} |`)
  say('|---|---|---|')
  for (const [index, { title }] of contestants.entries()) {
    say(`| ${title} | ${spread(seconds[index])} | ${results[index]} |`)
  }
  return seconds
}
