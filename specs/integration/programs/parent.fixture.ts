// Runs programs with the real runProgram until it is killed: node --require typescriptHook.cjs parent.fixture.ts <folder> <line>
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { runProgram } from '../../../src/programs/runProgram'
import { DEFAULT_LIMITS } from '../../../src/programs/types'

const [folder, line] = process.argv.slice(2) as [string, string]

async function main(): Promise<void> {
  process.stdout.write('ready\n')
  const runner = async (name: string) => {
    for (let index = 0; ; index++) {
      const runFolder = path.join(folder, `${name}-${index}`)
      mkdirSync(runFolder)
      const env = { PATH: process.env.PATH! }
      await runProgram({ argv: [line], shell: true, cwd: runFolder, env }, DEFAULT_LIMITS, runFolder)
    }
  }
  await Promise.all([runner('a'), runner('b')])
}

void main()
