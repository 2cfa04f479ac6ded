import { cpSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Project, REPOSITORY } from '../support/project'

jest.setTimeout(120_000)

const PAPERS = readdirSync(path.join(REPOSITORY, 'papers'))

/** What starts programs is planned, with the same words: `specs/papers` runs the claims, each where its software is. */
const PLANNED = ['verify', 'sensitivity']
const NOT_OF_PLAN = ['--by', '--settings']

function commandsOf(paper: string): string[][] {
  const text = readFileSync(path.join(REPOSITORY, 'papers', paper, 'README.md'), 'utf8')
  return [...text.matchAll(/^(?:[A-Z_]+=\S+ )?npx claimcheck ([^#\n]*)/gm)].map(([, words]) =>
    words!.trim().split(/\s+/)
  )
}

function planned([command, ...words]: readonly string[]): string[] {
  if (!PLANNED.includes(command!)) return [command!, ...words]
  return [
    'plan',
    ...words.filter((word, index) => ![word, words[index - 1]].some((each) => NOT_OF_PLAN.includes(each ?? '')))
  ]
}

describe('what the papers say to type, in a copy of the repository', () => {
  let project: Project
  beforeAll(() => {
    project = new Project()
    for (const folder of ['papers', 'reports/reference']) {
      const of = (name: string) => !/reference.(?:standard|paper|calibration|sensitivity|digits|figures)/.test(name)
      cpSync(path.join(REPOSITORY, folder), project.path(folder), { recursive: true, filter: of })
    }
  })
  afterAll(() => project.remove())

  it.each(PAPERS)('%s: every command works', (paper) => {
    const commands = commandsOf(paper)
    expect(commands.map(([command]) => command)).toEqual(expect.arrayContaining(['verify']))
    const env = { XDG_CONFIG_HOME: project.path('config') }
    for (const args of commands.map(planned)) {
      const { status, stderr } = project.run(args, env)
      expect({ args, status, stderr: status === 0 ? '' : stderr }).toEqual({ args, status: 0, stderr: '' })
    }
  })

  it.each(PAPERS)('%s: every command names the folder', (paper) => {
    for (const args of commandsOf(paper)) expect(args).toContain(`./papers/${paper}`)
  })
})
