// Prints the inputs of scripts/golden/networks.py as JSON: what our own streams and files say of the study's models.
require('../../specs/support/typescriptHook.cjs')
const { modelInputs, inputsDigest } = require('../../specs/contract/support/modelInputs.ts')
const { STUDY_MODELS, FULL_MODELS } = require('../../specs/contract/support/studyModels.ts')

const inputsOf = (models) =>
  Object.fromEntries(
    Object.entries(models).map(([name, model]) => [name, { ...modelInputs(model), digest: inputsDigest(model) }])
  )
process.stdout.write(JSON.stringify({ narrow: inputsOf(STUDY_MODELS), full: inputsOf(FULL_MODELS) }))
