// Files that do not come as they were made: each fault, for a script and for data, while it lasts and after it.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { LoadError, causeOf, load } from '../../docs/assets/assess/loading.js'

const CONTENT = new TextEncoder().encode('export const much = 1\n'.repeat(400))
const PART = { address: 'https://example.org/a.js', size: CONTENT.length, sha256: createHash('sha256').update(CONTENT).digest('hex') }
const ALTERED = CONTENT.map((byte, i) => (i === 4_000 ? byte ^ 1 : byte))

/** @param {{ status?: number, type?: string, body?: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> }} [sent] */
const sent = ({ status = 200, type = 'application/javascript; charset=utf-8', body = CONTENT } = {}) =>
  new Response(body, { status, headers: { 'Content-Type': type } })

function brokenOff() {
  let begun = false
  return new ReadableStream({
    pull(controller) {
      if (begun) return controller.error(new TypeError('network error'))
      begun = true
      return controller.enqueue(CONTENT.slice(0, 1_000))
    },
  })
}

/** @type {{ [fault: string]: [kind: string, answer: () => Response] }} */
const FAULTS = {
  missing: ['load', () => sent({ status: 404, body: new TextEncoder().encode('not here') })],
  'an error of the server': ['load', () => sent({ status: 500 })],
  'no connection': ['load', () => { throw new TypeError('Failed to fetch') }],
  'broken off': ['load', () => sent({ body: brokenOff() })],
  cut: ['altered', () => sent({ body: CONTENT.slice(0, 5_000) })],
  longer: ['altered', () => sent({ body: new Uint8Array([...CONTENT, 10]) })],
  altered: ['altered', () => sent({ body: ALTERED })],
  'a wrong type': ['altered', () => sent({ type: 'text/html' })],
}

/** A host and a browser's cache, which keeps whatever it was sent. */
class Web {
  answer = () => sent()
  kept = /** @type {(() => Response) | null} */ (null)
  asked = /** @type {(RequestCache | undefined)[]} */ ([])

  constructor() {
    globalThis.fetch = async (_, { cache } = {}) => {
      this.asked.push(cache)
      if (cache === 'reload' || !this.kept) this.kept = this.answer
      return this.kept()
    }
  }
}

describe('a file that does not come as it was made', () => {
  for (const [fault, [kind, answer]] of Object.entries(FAULTS)) {
    for (const script of [true, false]) {
      test(`${fault}, ${script ? 'a script' : 'data'}`, async () => {
        const web = new Web()
        web.answer = answer
        let came = 0
        const how = { script, came: (/** @type {number} */ bytes) => (came += bytes) }
        if (fault === 'a wrong type' && !script) return assert.deepEqual(await load(PART, how), CONTENT)
        await assert.rejects(load(PART, how), (error) => {
          assert.ok(error instanceof LoadError)
          assert.equal(error.kind, kind)
          assert.match(error.message, /for https:\/\/example\.org\/a\.js$/)
          return true
        })
        assert.deepEqual(web.asked, ['default', 'reload'])
        assert.equal(came, 0)

        // It is there again, and the browser still holds what was wrong.
        web.answer = () => sent()
        assert.deepEqual(await load(PART, how), CONTENT)
        assert.equal(came, CONTENT.length)
        assert.deepEqual(web.asked.slice(2), ['default', 'reload'])
        // Now the browser holds what is right.
        await load(PART, how)
        assert.deepEqual(web.asked.slice(4), ['default'])
      })
    }
  }

  test('may be passed over from the first, with all that the browser holds', async () => {
    const web = new Web()
    await load(PART, { fresh: true })
    assert.deepEqual(web.asked, ['reload'])
    web.answer = () => sent({ status: 404 })
    await assert.rejects(load(PART, { fresh: true }), LoadError)
    assert.deepEqual(web.asked, ['reload', 'reload'])
  })

  test('is known by its size alone where the browser gives no hashes', async () => {
    const web = new Web()
    const { crypto } = globalThis
    Object.defineProperty(globalThis, 'crypto', { value: {}, configurable: true })
    try {
      web.answer = () => sent({ body: ALTERED })
      assert.deepEqual(await load(PART), ALTERED)
      web.kept = null
      web.answer = () => sent({ body: CONTENT.slice(1) })
      await assert.rejects(load(PART), LoadError)
    } finally {
      Object.defineProperty(globalThis, 'crypto', { value: crypto, configurable: true })
    }
  })

  test('is read beside by whoever wants it as it comes', async () => {
    const web = new Web()
    /** @type {Promise<string>[]} */
    const read = []
    await load(PART, { beside: (response) => read.push(response.text()) })
    assert.deepEqual(await Promise.all(read), [new TextDecoder().decode(CONTENT)])
    assert.deepEqual(web.asked, ['default'])
  })
})

test('the cause of a start that failed', async () => {
  const refused = await WebAssembly.compile(new Uint8Array([1])).catch((error) => error)
  assert.equal(causeOf(refused), 'wasm')
  assert.equal(causeOf(new RangeError('WebAssembly.Memory(): could not allocate memory')), 'memory')
  assert.equal(causeOf(new WebAssembly.RuntimeError('Aborted(OOM)')), 'memory')
  assert.equal(causeOf(new Error('out of memory')), 'memory')
  assert.equal(causeOf(new LoadError('altered', 'other bytes for x')), 'altered')
  assert.equal(causeOf(new TypeError('loadPyodide is not a function')), 'start')
  assert.equal(causeOf('?'), 'start')
})
