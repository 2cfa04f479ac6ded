import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Project, REPOSITORY } from '../support/project'
import { missingPython } from '../support/python'

jest.setTimeout(120_000)

const PAGE = readFileSync(path.join(REPOSITORY, 'docs/programs.md'), 'utf8')

function blocks(language: string): string[] {
  return [...PAGE.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map((match) => match[1]!)
}

let project: Project
beforeEach(() => {
  project = new Project()
})
afterEach(() => project.remove())

const missing = missingPython()
const itWithPython = missing === null ? it : it.skip

describe('docs/programs.md', () => {
  itWithPython('shows a program that is judged by the commands that it shows', () => {
    const [script] = blocks('python')
    const [experiment, claim] = blocks('json')
    project.write('train.py', script!)
    project.write('claims/experiments/momentum.json', experiment!)
    project.write('claims/my-paper/momentum.json', claim!)
    // What is allowed is remembered in a home of the test's own.
    const env = { XDG_CONFIG_HOME: project.path('home'), APPDATA: project.path('home') }
    const commands = blocks('text')[0]!.trim().split('\n')
    for (const line of commands) {
      const { status, stdout, stderr } = project.run(line.split(' ').slice(2), env)
      expect({ line, status, stderr: status === 0 ? '' : `${stdout}${stderr}` }).toEqual({
        line,
        status: 0,
        stderr: ''
      })
      if (line.includes(' lint')) expect(stdout).toBe('No problems.\n')
      if (line.includes(' allow')) expect(stdout).toContain('train.py')
      if (line.includes(' verify')) expect(stdout).toContain('my-paper/momentum reproduced')
    }
    expect(commands.length).toBeGreaterThan(3)
  })

  itWithPython(
    'shows how a script that logs below the place where it stands is started in the folder of the run',
    () => {
      const [experiment, claim, started] = blocks('json')
      const script = blocks('python')[0]!.replace('print(', 'print(file=log, *[').replace('}))', '})])')
      project.write('train.py', `import os\nos.mkdir("runs")\nlog = open("runs/log.jsonl", "w")\n${script}`)
      const { command, inputs } = JSON.parse(`{${started}}`)
      project.write('claims/experiments/momentum.json', { ...JSON.parse(experiment!), command, inputs })
      project.write('claims/my-paper/momentum.json', claim!)
      const { status, stderr } = project.run(['verify', '--allow-programs'])
      expect([status, status === 0 ? '' : stderr]).toEqual([0, ''])
      expect(existsSync(project.path('runs'))).toBe(false)
    }
  )

  itWithPython('shows a comparison of two commands that is decided', () => {
    project.write('train.py', blocks('python')[0]!)
    const [, control, treatment] = /--control "(.*?)"[\s\S]*--treatment "(.*?)"/.exec(blocks('text')[1]!)!
    const args = ['compare', '--control', control!, '--treatment', treatment!, '--metric', 'loss']
    const { stdout, status } = project.run(args)
    expect(stdout).toMatch(/^seed 0 {2}control [\d.e-]+ {2}treatment [\d.e-]+ {2}-/)
    expect([status, stdout.includes('so the claim is reproduced')]).toEqual([0, true])
  })
})
