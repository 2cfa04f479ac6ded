import { rmSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Attack } from './attack'
import { onCopies, tornFiles, unsaid, VERIFY, VERIFY_CODE } from './command'

/** Several commands at once on one store and one report: each ends as it would alone, with the same results. */
export const WRITERS: Attack = {
  name: 'writers',
  what: 'two to four commands at once on one store: each ends as alone, with the same results',
  short: 1,
  long: 40,
  open: () =>
    onCopies(async (chance, { folder, template, reference }) => {
      rmSync(path.join(folder, '.claimcheck'), { recursive: true })
      const commands = Array.from({ length: 2 + chance.below(3) }, async () => {
        await delay(chance.share() * 1500)
        return template.run([...VERIFY, '--jobs', String(1 + chance.below(3))], folder)
      })
      for (const ended of await Promise.all(commands)) {
        if (ended.code !== VERIFY_CODE) return `one of several ends with ${ended.code}:\n${ended.stderr}`
        const said = unsaid(ended)
        if (said !== null) return said
      }
      if (template.results(folder) !== reference) return 'several writers give other results than one'
      return tornFiles(folder)
    })
}
