// The search of a built site, without a browser: our worker and the theme's as they are, in a world that has what a worker has. Each
// query is sent as a page sends it; printed is a JSON by query: the ten best pages, each with its best hits.
//
//     node searching.js SITE < QUERIES

import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'

const [SETUP, QUERY, RESULT] = [0, 2, 3] // the theme's numbers for kinds of messages
const [site = ''] = process.argv.slice(2)
const here = 'https://example.org/'

/** @param {string} url */
const fileOf = (url) => join(site, new URL(url).pathname)

/** What a worker of this address sees; what it posts goes to `posted`. @param {string} address @param {(message: any) => void} posted */
function world(address, posted) {
  const events = new EventTarget()
  /** @type {any} */
  const self = {
    URL,
    MessageEvent,
    console,
    location: new URL(address),
    addEventListener: events.addEventListener.bind(events),
    dispatchEvent: events.dispatchEvent.bind(events),
    postMessage: posted,
    fetch: async (/** @type {URL} */ url) => new Response(await readFile(fileOf(String(url)))),
    importScripts: (/** @type {string} */ path) => run(new URL(path, address).href),
  }
  self.self = self
  const context = createContext(self)
  /** @param {string} url */
  function run(url) {
    runInContext(readFileSync(fileOf(url), 'utf-8'), context, { filename: url })
  }
  run(address)
  return (/** @type {any} */ message) => self.dispatchEvent(new MessageEvent('message', { data: message }))
}

const page = await readFile(join(site, 'index.html'), 'utf-8')
const frame = await readFile(join(site, /src="(assets\/theme\/frame\.[^"]+)"/.exec(page)?.[1] ?? ''), 'utf-8')
const { config } = JSON.parse(/^self\.frame=(.*)$/m.exec(frame)?.[1] ?? '')
const index = JSON.parse(await readFile(join(site, 'search/search_index.json'), 'utf-8'))

/** @type {(items: any[][]) => void} */
let heard = () => {}
const tell = world(new URL(config.search, here).href, ({ type, data }) => type === RESULT && heard(data.items))
tell({ type: SETUP, data: { ...index, options: { suggest: false } } })

/** @type {Record<string, any[][]>} */
const found = {}
for (const query of JSON.parse(readFileSync(0, 'utf-8'))) {
  /** @type {Promise<any[][]>} */
  const items = new Promise((resolve) => {
    heard = resolve
  })
  tell({ type: QUERY, data: query })
  found[query] = (await items).slice(0, 10).map((hits) => hits.slice(0, 3))
}
process.stdout.write(JSON.stringify(found))
