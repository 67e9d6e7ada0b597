// The scorer as the page sees it: requests and answers, as contract.d.ts describes them. Only this module posts to the worker.
//
// Starting is a request of its own, so that a failure to start is an answer too. A scorer that is over is started anew by the
// next request: who must not start it again does not ask.

/** @import { Kind, Kinds, Message, Reply, Start } from './contract.d.ts' */

const START_LIMIT = 60_000 // ms
const ANSWER_LIMIT = 15_000 // ms

/** @typedef {'input' | 'load' | 'timeout' | 'silent' | 'stopped'} ErrorKind */

// `kind` is 'input' (the request was refused, for the reasons in `problems`) or why the scorer is over.
export class ScorerError extends Error {
  /**
   * @param {ErrorKind} kind
   * @param {{ problems?: string[], more?: number }} [refusal]
   */
  constructor(kind, { problems = [], more = 0 } = {}) {
    super([kind, ...problems].join(': '))
    this.kind = kind
    this.problems = problems
    this.more = more
  }
}

/**
 * @param {string} workerAddress
 * @param {Start} configuration
 * @param {{ ready?: () => void, over?: (kind: ErrorKind, asked: boolean) => void }} [told] `asked` is whether anybody waited
 */
export function openScorer(workerAddress, configuration, told = {}) {
  /** @type {ReturnType<typeof startWorker> | null} */
  let run = null

  function running() {
    if (!run || run.over) run = startWorker(workerAddress, configuration, told)
    return run
  }

  return {
    start: () => running().started,

    /**
     * @template {Kind} K
     * @param {K} kind
     * @param {Kinds[K]['payload']} payload
     * @returns {Promise<Kinds[K]['value']>}
     */
    async request(kind, payload) {
      const { started, ask } = running()
      await started
      return ask(kind, payload)
    },
  }
}

/**
 * @param {string} address
 * @param {Start} configuration
 * @param {{ ready?: () => void, over?: (kind: ErrorKind, asked: boolean) => void }} told
 */
function startWorker(address, configuration, told) {
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: ScorerError) => void, timer: ReturnType<typeof setTimeout> }>} */
  const waiting = new Map()
  const run = { over: /** @type {ScorerError | null} */ (null), ask, started: /** @type {Promise<void>} */ (Promise.resolve()) }
  let ready = false
  let last = 0
  /** @type {Worker | null} */
  let worker = null

  /** @param {ErrorKind} kind */
  function end(kind) {
    if (run.over) return
    run.over = new ScorerError(kind)
    worker?.terminate()
    told.over?.(kind, waiting.size > 0)
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer)
      reject(run.over)
    }
    waiting.clear()
  }

  /**
   * @template {Kind} K
   * @param {K} kind
   * @param {Kinds[K]['payload']} payload
   * @param {number} limit
   * @param {ErrorKind} late
   * @returns {Promise<Kinds[K]['value']>}
   */
  function ask(kind, payload, limit = ANSWER_LIMIT, late = 'silent') {
    if (run.over) return Promise.reject(run.over)
    return new Promise((resolve, reject) => {
      const id = ++last
      waiting.set(id, { resolve, reject, timer: setTimeout(() => end(late), limit) })
      worker?.postMessage(/** @type {Message} */ ({ id, kind, payload }))
    })
  }

  /** @param {MessageEvent<Reply>} event */
  function hear({ data }) {
    const asked = waiting.get(data.id)
    if (!asked) return
    if (!data.ok && data.error.kind) {
      console.warn(...data.error.problems)
      return end(data.error.kind) // nothing can be asked of it any more
    }
    waiting.delete(data.id)
    clearTimeout(asked.timer)
    if (data.ok) asked.resolve(data.value)
    else asked.reject(new ScorerError('input', data.error))
  }

  try {
    // A policy in a `meta` element does not bind a worker loaded by its address; one made from a blob inherits it. That is
    // what makes the browser itself refuse any request of the scorer to another origin.
    const code = new Blob([`import ${JSON.stringify(address)}`], { type: 'text/javascript' })
    worker = new Worker(URL.createObjectURL(code), { type: 'module' })
    worker.onmessage = hear
    worker.onerror = (event) => {
      event.preventDefault()
      end(ready ? 'stopped' : 'load')
    }
  } catch (error) {
    console.warn(error)
    queueMicrotask(() => end('load')) // once `started` is there to hear of it
  }
  run.started = ask('start', configuration, START_LIMIT, 'timeout').then(() => {
    ready = true
    told.ready?.()
  })
  run.started.catch(() => {}) // whoever asks for something hears of it
  return run
}
