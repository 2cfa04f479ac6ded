import { renderSvg } from '../../../../src/figures/renderSvg'
import { buildReport } from '../../../../src/report/data/build'
import { forestPlot } from '../../../../src/report/figures/forestPlot'
import { everyKind } from '../inputs'

/** Draws the forest plot of all kinds of claims on standard output. */
void renderSvg(forestPlot(buildReport(everyKind()))[0]!).then((svg) => process.stdout.write(svg))
