import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { drawByVega, renderSvg } from '../../src/figures/renderSvg'
import { loadClaims } from '../../src/load/load'
import { buildReport } from '../../src/report/data/build'
import { parseCalibration } from '../../src/report/data/calibrationSummary'
import { encodeReport } from '../../src/report/data/encode'
import { listedOutcome } from '../../src/report/data/listedOutcome'
import { parseReport } from '../../src/report/data/parse'
import type { Report, ReportClaim } from '../../src/report/data/types'
import { claimFigures } from '../../src/report/figures/claimFigures'
import { forestPlot } from '../../src/report/figures/forestPlot'
import { renderHtml } from '../../src/report/formats/html/renderHtml'
import { NO_STUDIES } from '../../src/report/sections/context'
import { parseSensitivity } from '../../src/report/sensitivity/parse'
import { encodeSensitivity } from '../../src/report/sensitivity/write'
import { effectWordsOf, statusWords } from '../../src/report/words'
import { writeReport } from '../../src/report/write'
import { findChromium } from '../support/chromium'
import { HOSTILE_TEXTS, hostileInput } from '../unit/report/hostile'
import { everyKind } from '../unit/report/inputs'
import { measuredReport } from '../unit/report/sensitivity/reports'

jest.setTimeout(180_000)

const REFERENCE = path.resolve(__dirname, '../../reports/reference')
const DESKTOP = { width: 1280, height: 900 }
const PHONE = { width: 390, height: 844 }

const executablePath = findChromium()
if (executablePath === null) {
  process.stderr.write('The pages are not tested: there is no Chromium here (CLAIMCHECK_CHROMIUM names one).\n')
}
const withBrowser = executablePath === null ? describe.skip : describe

let browser: Browser
let folder: string
let screenshots: string
let report: Report

beforeAll(async () => {
  if (executablePath === null) return
  folder = mkdtempSync(path.join(tmpdir(), 'claimcheck-page-'))
  // Whoever wants to look at them names a folder that stays.
  screenshots = process.env.CLAIMCHECK_SCREENSHOTS ?? path.join(folder, 'screenshots')
  mkdirSync(screenshots, { recursive: true })
  // A sandbox of its own is not to be had inside of a container.
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'], timeout: 120_000 })
  report = buildReport(everyKind())
  const sensitivity = [parseSensitivity(encodeSensitivity(measuredReport()), 'sensitivity.json')]
  const calibration = parseCalibration(
    readFileSync(path.join(REFERENCE, 'calibration/calibration.json.gz')),
    'calibration.json.gz'
  )
  const reference = ranked(parseReport(readFileSync(path.join(REFERENCE, 'standard/report.json.gz'))))
  await write('each-kind', oneOfEach(report), { ...NO_STUDIES, sensitivity, calibration })
  await write('every-kind', report, { ...NO_STUDIES, sensitivity, calibration })
  await write('reference', reference, { ...NO_STUDIES, calibration })
  const hostile = buildReport(hostileInput(`${HOSTILE_TEXTS.join(' ')}`))
  await write('hostile', hostile)
  await writeReport(path.join(folder, 'split'), report, undefined, { split: true })
})

afterAll(async () => {
  await browser?.close()
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
})

/** A report with the ranks that the claims have now. */
function ranked(of: Report): Report {
  const now = new Map(loadClaims(path.resolve(__dirname, '../../claims')).claims.map((claim) => [claim.id, claim]))
  const claims = of.claims.map((entry) => {
    const { rank, supportedBy } = now.get(entry.claim.id) ?? {}
    const claim = { ...entry.claim, ...(rank && { rank }), ...(supportedBy && { supportedBy }) }
    return { ...entry, claim } as ReportClaim
  })
  return { ...of, claims }
}

/** One claim of every kind, however it was judged. */
function oneOfEach(of: Report): Report {
  const kindOf = (entry: ReportClaim) => (entry.kind === 'judged' ? entry.judgement.analysis.kind : entry.kind)
  const claims = [...new Map([...of.claims].reverse().map((entry) => [kindOf(entry), entry])).values()]
  return { ...of, claims }
}

async function write(name: string, of: Report, studies?: Parameters<typeof renderHtml>[1]): Promise<void> {
  writeFileSync(path.join(folder, `${name}.html`), await renderHtml(of, studies))
}

/** Opens a page, and notes whatever it asks for and complains of. */
async function open(name: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: DESKTOP, ...options })
  const page = await context.newPage()
  page.setDefaultTimeout(90_000)
  const requests: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(String(error)))
  const address = pathToFileURL(path.join(folder, `${name}.html`)).href
  await page.goto(address)
  return { page, requests, complaints, address, close: () => context.close() }
}

const overflow = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth')

const unfold = (page: Page) =>
  page.evaluate("for (const each of document.querySelectorAll('main details')) each.open = true")

async function violations(page: Page): Promise<string[]> {
  // A picture is one thing to whoever cannot see it: what it is drawn of is not looked at.
  // Evaluated by the browser's tools, which the page's own policy does not bind.
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'))
  const result = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>(
    "axe.run({ exclude: ['.picture svg > *'] })"
  )
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`)
}

/**
 * Run in the browser, in every font that is named: texts that leave their picture, and pairs that lie on each other. The same
 * text twice in one place is one with a halo.
 */
const MEASURE_TEXTS = `(fonts) => {
  for (const box of document.querySelectorAll('details')) box.open = true
  const found = []
  let figures = 0
  for (const font of fonts) {
    for (const picture of document.querySelectorAll('.picture svg')) {
      picture.style.fontFamily = font
      figures++
      const frame = picture.getBoundingClientRect()
      const name = font + ' ' + picture.closest('figure').id
      const lines = [...picture.querySelectorAll('text')].flatMap((text) => {
        const parts = [...text.querySelectorAll('tspan')]
        return (parts.length > 0 ? parts : [text]).filter((part) => part.textContent.trim() !== '')
      })
      const boxes = lines.map((line) => ({ words: line.textContent, at: line.getBoundingClientRect() }))
      for (const { words, at } of boxes) {
        if (at.left < frame.left - 1 || at.right > frame.right + 1 || at.top < frame.top - 1 || at.bottom > frame.bottom + 1) found.push(name + ': ' + words + ' is cut')
      }
      boxes.forEach((one, index) => {
        for (const other of boxes.slice(index + 1)) {
          const wide = Math.min(one.at.right, other.at.right) - Math.max(one.at.left, other.at.left)
          const high = Math.min(one.at.bottom, other.at.bottom) - Math.max(one.at.top, other.at.top)
          const isHalo = one.words === other.words && Math.abs(one.at.left - other.at.left) < 1 && Math.abs(one.at.top - other.at.top) < 1
          if (wide > 1 && high > 3 && !isHalo) found.push(name + ': ' + one.words + ' on ' + other.words)
        }
      })
    }
  }
  return { figures, found }
}`

/** Edges smoothed otherwise and dashes that begin elsewhere come to 0.15 at most; a point of a figure is 0.4 and more. */
const NOTICEABLE = 0.25

/**
 * Run in the browser: the most that two drawings differ in any 4 by 4 pixels, 0 to 1. The mean over so many forgives how
 * edges are smoothed and where a dashed line begins, and would show a mark that is missing.
 */
const COMPARE_DRAWINGS = `async ({ drawn, shown }) => {
  const blocksOf = async (svg) => {
    const image = new Image()
    image.src = 'data:image/svg+xml,' + encodeURIComponent(svg)
    await image.decode()
    const whole = new OffscreenCanvas(image.width, image.height).getContext('2d')
    whole.drawImage(image, 0, 0)
    const { data } = whole.getImageData(0, 0, image.width, image.height)
    const columns = Math.ceil(image.width / 4)
    const blocks = new Float64Array(4 * columns * Math.ceil(image.height / 4))
    data.forEach((value, index) => {
      const [pixel, channel] = [index >> 2, index & 3]
      const [x, y] = [pixel % image.width, Math.floor(pixel / image.width)]
      blocks[4 * (columns * (y >> 2) + (x >> 2)) + channel] += value / (16 * 255)
    })
    return blocks
  }
  const [one, other] = await Promise.all([blocksOf(drawn), blocksOf(shown)])
  if (one.length !== other.length) return 1
  return one.reduce((most, value, index) => Math.max(most, Math.abs(value - other[index])), 0)
}`

withBrowser('a report in pages', () => {
  it('leads an address of the page in one file to its place on another page', async () => {
    const { page, complaints, address, close } = await open('split/report', { reducedMotion: 'reduce' })
    await page.goto(`${address}#toy/opposite`)
    await page.locator('[id="toy/opposite"] .verdict').waitFor({ state: 'visible' })
    expect(page.url()).toMatch(/split\/report-\d+-[a-z0-9-]+\.html#toy\/opposite$/)
    expect(await overflow(page)).toBeLessThanOrEqual(0)
    await page.screenshot({ path: path.join(screenshots, 'split-claims.png') })
    // From there to what stands on a third page, by an address that this one does not know.
    await page.evaluate("location.hash = '#all-claims'")
    await page.waitForURL(/report-background\.html#all-claims$/)
    expect(await page.locator('#all-claims details').first().isVisible()).toBe(true)
    expect(complaints).toEqual([])
    await close()
  })

  it('searches all pages from the first, and from any page by a link', async () => {
    const { page, requests, complaints, close } = await open('split/report', { reducedMotion: 'reduce' })
    const shown = () => page.locator('#claims tbody tr:not([hidden])').count()
    expect(await shown()).toBe(report.claims.length)
    await page.keyboard.press('/')
    await page.keyboard.type('toy/equivalent REFUTED')
    expect(await shown()).toBe(1)
    expect(await page.locator('.search output').textContent()).toBe(`1 of ${report.claims.length} claims`)
    await page.screenshot({ path: path.join(screenshots, 'split-search.png') })
    await page.locator('#claims tbody tr:not([hidden]) a').click()
    await page.locator('[id="toy/equivalent"] .verdict').waitFor({ state: 'visible' })
    await page.getByRole('searchbox').fill('toy/unclear')
    await page.getByRole('link', { name: 'Search all pages' }).click()
    await page.waitForURL(/report\.html#find=/)
    expect(await page.getByRole('searchbox').inputValue()).toBe('toy/unclear')
    expect(await shown()).toBe(1)
    expect(requests.filter((url) => !url.startsWith('file:'))).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  it('leads to every claim without JavaScript', async () => {
    const { page, address, close } = await open('split/report', { javaScriptEnabled: false })
    await page.goto(`${address}#toy/opposite`)
    await page
      .locator('tr', { has: page.locator('[id="toy/opposite"]') })
      .getByRole('link')
      .click()
    await page.locator('[id="toy/opposite"] > details > summary').click()
    expect(await page.locator('[id="toy/opposite"] .verdict').isVisible()).toBe(true)
    await close()
  })
})

withBrowser('report.html', () => {
  it.each(['every-kind', 'reference', 'hostile'])(
    '%s: asks for nothing but itself, and nothing complains',
    async (name) => {
      const { page, requests, complaints, address, close } = await open(name)
      await page.screenshot({ path: path.join(screenshots, `${name}.png`) })
      expect(complaints).toEqual([])
      expect(requests).toEqual([address])
      await close()
    }
  )

  // Every kind of claim once: on the reference report, the same parts 160 times over, axe takes a minute.
  it.each([
    ['each-kind', 'light'],
    ['each-kind', 'dark']
  ] as const)('%s, %s: axe finds no violation', async (name, colorScheme) => {
    const { page, close } = await open(name, { colorScheme })
    await unfold(page)
    // The page notices a frame later which boxes scroll now.
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
    expect(await violations(page)).toEqual([])
    await page.screenshot({ path: path.join(screenshots, `${name}-${colorScheme}.png`) })
    await close()
  })

  it('has the numbers of report.json in its table', async () => {
    const { page, close } = await open('every-kind')
    const rows = await page
      .locator('#all-claims tbody tr')
      .evaluateAll((found) => found.map((row) => [...row.children].map((cell) => cell.textContent!.trim())))
    expect(rows).toHaveLength(report.claims.length)
    for (const [index, entry] of report.claims.entries()) {
      expect(rows[index]![2]).toContain(statusWords(entry))
      if (entry.kind !== 'judged') continue
      const { effect, interval, n } = effectWordsOf(entry.claim, entry.judgement)
      expect(rows[index]!.slice(3, 6)).toEqual([effect, interval, n === null ? '–' : String(n)])
    }
    await close()
  })

  it('is short where all is folded, and begins with each source within two screens', async () => {
    const { page, close } = await open('reference')
    const screens = (height: number) => height / DESKTOP.height
    const height = await page.evaluate<number>('document.documentElement.scrollHeight')
    expect(screens(height)).toBeLessThan(40)
    const cards = await page
      .locator('.source')
      .evaluateAll((all) => all.map((card) => card.getBoundingClientRect().height))
    expect(cards).toHaveLength(4)
    for (const card of cards) expect(screens(card)).toBeLessThan(2)
    process.stdout.write(
      `The reference report: ${screens(height).toFixed(1)} screens folded, sources ${cards.map((card) => screens(card).toFixed(1)).join(', ')}\n`
    )
    await close()
  })

  it.each([
    ['a screen', DESKTOP],
    ['a phone', PHONE]
  ])('cuts no text of a figure on %s, and lays none on another, in any font', async (_where, viewport) => {
    const { page, close } = await open('reference', { viewport })
    const { figures, found } = await page.evaluate<{ figures: number; found: string[] }>(
      `(${MEASURE_TEXTS})(['Helvetica, Arial, sans-serif', 'DejaVu Sans', 'DejaVu Sans Mono', 'serif'])`
    )
    expect(figures).toBeGreaterThan(4 * 100)
    expect(found).toEqual([])
    await close()
  })

  it('finds claims by words and by what they are, from the keyboard alone', async () => {
    const { page, complaints, close } = await open('every-kind', { reducedMotion: 'reduce' })
    const shown = () =>
      page.locator('#claims article.claim:not([hidden])').evaluateAll((all) => all.map((claim) => claim.id).sort())
    const idsOf = (isWanted: (entry: ReportClaim) => boolean) =>
      report.claims
        .filter(isWanted)
        .map(({ claim }) => claim.id)
        .sort()
    const told = page.locator('.search output')
    expect(await shown()).toHaveLength(report.claims.length)
    await page.keyboard.press('/')
    await page.keyboard.type('toy/equivalent REFUTED')
    expect(await shown()).toEqual(['toy/equivalent'])
    expect(await told.textContent()).toBe(`1 of ${report.claims.length} claims`)
    expect(await page.locator('[id="toy/equivalent"] > details > summary').isVisible()).toBe(true)
    expect(await page.locator('#all-claims tbody tr:not([hidden])').count()).toBe(1)
    // The contents name claims by their sentences, and are searched with them.
    const contents = page.locator('nav.contents li:not([hidden]) > a[href^="#toy/"]')
    const named = report.claims.find(({ claim }) => claim.id === 'toy/equivalent')!.claim.statement
    expect(await contents.allTextContents()).toEqual([expect.stringContaining(named.slice(0, 20))])
    await page.keyboard.press('Escape')
    expect(await contents.count()).toBeGreaterThan(10)
    expect(await shown()).toHaveLength(report.claims.length)
    expect(await told.textContent()).toBe('')

    // On to the choice of the outcome, and in it by its first letters.
    await page.keyboard.press('Tab')
    await page.keyboard.type('refu')
    expect(await shown()).toEqual(idsOf((entry) => listedOutcome(entry) === 'refuted'))
    await page.getByLabel('kind').selectOption('invariant')
    expect(await shown()).toEqual(
      idsOf((entry) => listedOutcome(entry) === 'refuted' && entry.claim.hypothesis.kind === 'invariant')
    )
    // A link to a claim that was filtered away shows it again.
    await page.evaluate("location.hash = '#toy/equivalent'")
    await page.locator('[id="toy/equivalent"] .verdict').waitFor({ state: 'visible' })
    expect(await shown()).toHaveLength(report.claims.length)
    expect(complaints).toEqual([])
    await close()
  })

  it('finds several words in any order, and says where there is none', async () => {
    const { page, close } = await open('reference', { reducedMotion: 'reduce' })
    const shown = () =>
      page.locator('#claims article.claim:not([hidden])').evaluateAll((all) => all.map((claim) => claim.id).sort())
    const told = page.locator('.search output')
    const headings = page.locator('#claims > h3:not([hidden])')
    const all = await headings.count()
    const search = page.getByRole('searchbox')
    await search.fill('amsgrad cifar')
    const found = await shown()
    expect(found).toContain('reddi2018/cifar10-cifarnet-train-loss')
    expect(found).not.toContain('reddi2018/mnist-logreg-train-loss')
    await search.fill('  cifar   amsgrad ')
    expect(await shown()).toEqual(found)
    await search.fill('cifarnet-faster korzeniowski2017')
    expect(await headings.allTextContents()).toEqual(['korzeniowski2017'])
    expect(await page.locator('#claims .checks').isVisible()).toBe(false)

    await search.fill('amsgrad nowhere')
    expect(await shown()).toEqual([])
    expect(await told.textContent()).toBe('No claim matches.')
    expect(await headings.count()).toBe(0)
    await search.press('Escape')
    expect(await headings.count()).toBe(all)
    await close()
  })

  it('shows where a link points to', async () => {
    const { page, close } = await open('every-kind', { reducedMotion: 'reduce' })
    await page
      .locator('#main a[href="#toy/opposite"]')
      .first()
      .evaluate((link: { click(): void }) => link.click())
    await page.locator('[id="toy/opposite"] .verdict').waitFor({ state: 'visible' })
    const top = await page.locator('[id="toy/opposite"]').evaluate((element) => element.getBoundingClientRect().top)
    expect(Math.abs(top)).toBeLessThan(DESKTOP.height)
    await close()
  })

  it('sorts a table by a column, and by its numbers', async () => {
    const { page, close } = await open('every-kind', { reducedMotion: 'reduce' })
    await unfold(page)
    const table = page.locator('#all-claims table')
    const column = async (index: number) =>
      (await table.locator(`tbody tr td:nth-child(${index})`).allTextContents()).map((text) => text.trim())
    const byNumber = table.getByRole('button', { name: 'no.' })
    await byNumber.click()
    await byNumber.click()
    expect(await column(1)).toEqual(report.claims.map((_, index) => String(report.claims.length - index)))
    expect(await table.locator('th').first().getAttribute('aria-sort')).toBe('descending')
    await table.getByRole('button', { name: 'verdict' }).click()
    const verdicts = await column(3)
    expect(verdicts).toEqual([...verdicts].sort())
    await close()
  })

  it('hands out a figure as SVG, its data and its specification', async () => {
    const { page, close } = await open('every-kind')
    await unfold(page)
    const figure = page.locator('#figure-all-claims')
    const downloaded = async (name: string) => {
      const waiting = page.waitForEvent('download')
      await figure.getByRole('button', { name }).click()
      const download = await waiting
      return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') }
    }
    const svg = await downloaded('SVG')
    expect(svg.name).toBe('all-claims.svg')
    expect(svg.text).toMatch(/^<svg [\s\S]*<\/svg>$/)
    expect(svg.text).toContain(`aria-label="${forestPlot(report)[0]!.title}"`)
    expect(svg.text).not.toContain('aria-labelledby')
    const texts = svg.text.match(/<text [^>]*textLength="[^>]*>/g)!
    expect(texts.length).toBeGreaterThan(report.claims.length)
    expect(texts.filter((text) => !text.includes('lengthAdjust="spacingAndGlyphs"'))).toEqual([])
    const csv = await downloaded('CSV')
    expect(csv.text).toBe(forestPlot(report)[0]!.csv)
    expect(csv.text.trimEnd().split('\n')).toHaveLength(report.claims.length + 1)
    const spec: unknown = JSON.parse((await downloaded('Vega-Lite')).text)
    expect(spec).toEqual(JSON.parse(JSON.stringify(forestPlot(report)[0]!.spec)))
    await close()
  })

  it('shows the pictures that Vega drew, in fewer bytes', async () => {
    const { page, close } = await open('every-kind')
    const entries = report.claims.filter((entry) => entry.kind === 'judged')
    const figures = [forestPlot(report)[0]!, ...entries.flatMap((entry) => claimFigures(entry, 'claim'))]
    const drawings = await Promise.all(
      figures.map(async (figure) => ({ drawn: (await drawByVega(figure)).svg, shown: await renderSvg(figure) }))
    )
    // Evaluated by the browser's tools: the page's own policy would load no picture.
    await page.goto('about:blank')
    const differences = await page.evaluate<number[]>(
      `Promise.all(${JSON.stringify(drawings)}.map(${COMPARE_DRAWINGS}))`
    )
    for (const [index, difference] of differences.entries()) {
      const { id } = figures[index]!
      expect([id, difference < NOTICEABLE]).toEqual([id, true])
      expect(drawings[index]!.shown.length).toBeLessThan(drawings[index]!.drawn.length / 2)
    }
    // One of ten points is gone.
    const { drawn, shown } = drawings[1]!
    const lacking = shown.replace(/(<path[^>]*d="M[\d. ]+a[^m"]*)m[^m"]*/, '$1')
    expect(lacking.length).toBeLessThan(shown.length)
    const [difference] = await page.evaluate<number[]>(
      `Promise.all(${JSON.stringify([{ drawn, shown: lacking }])}.map(${COMPARE_DRAWINGS}))`
    )
    expect(difference).toBeGreaterThan(NOTICEABLE)
    await close()
  })

  it('hands out the specification of a figure among many', async () => {
    const { page, close } = await open('every-kind')
    await unfold(page)
    const index = report.claims.findIndex(({ claim }) => claim.id === 'toy/unclear')
    const entry = report.claims[index]!
    if (entry.kind !== 'judged') throw new Error('it is not judged')
    const [figure] = claimFigures(entry, `claim-${index + 1}`)
    const waiting = page.waitForEvent('download')
    await page.locator(`#figure-${figure!.id}`).getByRole('button', { name: 'Vega-Lite' }).click()
    const text = readFileSync(await (await waiting).path(), 'utf8')
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(figure!.spec)))
    await close()
  })

  it('gives a spreadsheet nothing to calculate', async () => {
    const named = encodeReport(report).replaceAll('"adam"', '"=adam()"')
    await write('formulas', parseReport(named))
    const { page, close } = await open('formulas')
    await unfold(page)
    const figure = page.locator('figure[id$="-curves"], figure[id$="-values"]').filter({ hasText: '=adam()' }).first()
    const waiting = page.waitForEvent('download')
    await figure.getByRole('button', { name: 'CSV' }).click()
    const csv = readFileSync(await (await waiting).path(), 'utf8')
    expect(csv).toContain(",'=adam(),")
    expect(csv).not.toMatch(/(^|,)=/m)
    await close()
  })

  it('keeps to the width of a phone', async () => {
    for (const name of ['every-kind', 'reference', 'hostile']) {
      const { page, close } = await open(name, { viewport: PHONE })
      await page.screenshot({ path: path.join(screenshots, `${name}-phone.png`) })
      expect(await overflow(page)).toBeLessThanOrEqual(0)
      await close()
    }
  })

  it.each([
    ['a phone', PHONE, 'screen'],
    ['paper', { width: 688, height: 971 }, 'print']
  ] as const)('cuts nothing of the table of counts on %s', async (_where, viewport, media) => {
    for (const name of ['every-kind', 'reference']) {
      const { page, close } = await open(name, { viewport })
      await page.emulateMedia({ media })
      const room = page.locator('.counts .scroll')
      const cut = await room.evaluate((box) => box.scrollWidth - box.clientWidth)
      expect([name, cut]).toEqual([name, 0])
      await room.screenshot({ path: path.join(screenshots, `${name}-counts-${media}.png`) })
      await close()
    }
  })

  it('prints every part, also what is folded', async () => {
    const { page, close } = await open('every-kind')
    await page.emulateMedia({ media: 'print' })
    await page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(await page.locator('nav.contents').isVisible()).toBe(false)
    expect(await page.locator('[id="toy/opposite"] details table').first().isVisible()).toBe(true)
    const pdf = await page.pdf({ path: path.join(screenshots, 'every-kind.pdf'), format: 'A4' })
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    await close()
  })

  it('can be read without JavaScript', async () => {
    const { page, close } = await open('every-kind', { javaScriptEnabled: false })
    expect(await page.locator('.source svg').first().isVisible()).toBe(true)
    for (const summary of [
      '#all-claims > details',
      '#claims > details',
      '[id="toy/opposite"] > details',
      '[id="toy/opposite"] > details details'
    ]) {
      await page.locator(`${summary} > summary`).first().click()
    }
    expect(await page.locator('[id="toy/opposite"] .verdict').isVisible()).toBe(true)
    expect(await page.locator('[id="toy/opposite"] details table').first().isVisible()).toBe(true)
    expect(await page.locator('#figure-all-claims svg').isVisible()).toBe(true)
    expect(await page.locator('button').count()).toBe(0)
    await close()
  })

  it('changes its colours, and a reader who wants no motion gets none', async () => {
    const { page, close } = await open('every-kind', { colorScheme: 'light', reducedMotion: 'reduce' })
    const paper = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
    expect(await paper()).toBe('rgb(255, 255, 255)')
    await page.getByRole('button', { name: 'Dark colours' }).click()
    expect(await paper()).toBe('rgb(20, 23, 27)')
    expect(await page.evaluate<string>('getComputedStyle(document.documentElement).scrollBehavior')).toBe('auto')
    await close()
  })

  it('leads the keyboard to the claims first', async () => {
    const { page, close } = await open('every-kind')
    await page.keyboard.press('Tab')
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('Skip to the claims')
    await page.keyboard.press('Enter')
    expect(new URL(page.url()).hash).toBe('#main')
    await close()
  })
})
