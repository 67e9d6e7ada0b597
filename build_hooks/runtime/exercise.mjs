// Starts the whole Pyodide in Node, lets exercise.py use cxcore, and prints the modules that were needed, as JSON.
// node exercise.mjs PYODIDE_URL ROOT EXERCISE GIVEN
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const [packageUrl, root, exercise, given] = process.argv.slice(2)
const { loadPyodide } = await import(`${packageUrl}/pyodide.mjs`)
const folder = `${fileURLToPath(packageUrl)}/`
const { info } = JSON.parse(readFileSync(`${folder}pyodide-lock.json`, 'utf8'))
const lockFileContents = { info, packages: {} }
// The exercise prints warnings and tracebacks on purpose; standard output is for the answer.
const quiet = () => {}
const pyodide = await loadPyodide({
  indexURL: folder, packageBaseUrl: folder, lockFileContents, stdout: quiet, stderr: quiet,
})
pyodide.mountNodeFS('/source', root)
pyodide.globals.set('given', readFileSync(given, 'utf8'))
const source = readFileSync(exercise, 'utf8')
let used
try {
  used = pyodide.runPython(`${source}\nexercise("/source", given)`, { filename: 'exercise.py' })
} catch (error) {
  // Python's traceback alone; Node would print a line of the runtime too, which is very long.
  console.error(error.message)
  process.exit(1)
}

// What the worker does besides: values across the border, and errors that cross it.
pyodide.pyimport('json').dumps(pyodide.toPy({ a: [1, 'x', null] }))
for (const broken of ['1 / 0', 'def', 'import nowhere', 'raise KeyError("é")']) {
  try { pyodide.runPython(broken) } catch (error) { String(error.stack) }
}
const after = pyodide.runPython('used_modules()')
console.log(JSON.stringify([...new Set([...used.toJs(), ...after.toJs()])]))
