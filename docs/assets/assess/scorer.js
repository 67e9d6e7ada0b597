// The scorer as the page sees it: requests and answers, as contract.d.ts describes them. Only this module posts to the worker.
//
// Starting is a request of its own, so that a failure to start is an answer too. A scorer that is over is started anew by the
// next request: who must not start it again does not ask.

import { LoadError, causeOf } from './loading.js'

/** @import { Failure, Kind, Kinds, Message, Reply, Setup } from './contract.d.ts' */
/** @import { Refused } from './types.d.ts' */

const START_LIMIT = 60_000 // ms without another byte, or after the last
const ANSWER_LIMIT = 15_000 // ms

/** @typedef {'input' | 'timeout' | 'silent' | Failure} ErrorKind */
/** @typedef {{ progress?: (percent: number) => void, ready?: () => void, over?: (kind: ErrorKind, asked: boolean) => void }} Told */

// `kind` is 'input' (the request was refused, for the reasons in `problems`) or why the scorer is over.
export class ScorerError extends Error {
  /**
   * @param {ErrorKind} kind
   * @param {{ problems?: readonly string[], more?: number }} [refusal]
   */
  constructor(kind, { problems = [], more = 0 } = {}) {
    super([kind, ...problems].join(': '))
    this.kind = kind
    this.problems = problems
    this.more = more
  }
}

/**
 * What the state is told of a request that failed, on its way to the scorer or there.
 * @param {unknown} error
 * @returns {Refused}
 */
export function refusalOf(error) {
  if (error instanceof ScorerError) return error
  console.warn(error)
  return { kind: error instanceof LoadError ? error.kind : 'stopped', problems: [], more: 0 }
}

/**
 * @param {Setup} setup
 * @param {string} site from the page to the site's root
 * @param {Told} told of `over`, `asked` is whether anybody waited
 */
export function openScorer(setup, site, told = {}) {
  /** @type {ReturnType<typeof startWorker> | null} */
  let run = null

  function running() {
    // After a start that failed for what it was sent, nothing that the browser has kept of it is used.
    const fresh = run?.over?.kind === 'load' || run?.over?.kind === 'altered' || run?.over?.kind === 'start'
    if (!run || run.over) run = startWorker(setup, { site: new URL(site, location.href).href, fresh }, told)
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
 * @param {Setup} setup
 * @param {{ site: string, fresh: boolean }} how
 * @param {Told} told
 */
function startWorker({ worker: code, ...setup }, how, told) {
  /** @typedef {{ resolve: (value: any) => void, reject: (error: ScorerError) => void, late: () => void, timer: ReturnType<typeof setTimeout> }} Waiting */
  /** @type {Map<number, Waiting>} */
  const waiting = new Map()
  const run = { over: /** @type {ScorerError | null} */ (null), ask, started: /** @type {Promise<void>} */ (Promise.resolve()) }
  let ready = false
  let last = 0
  let percent = 0
  /** @type {Worker | null} */
  let worker = null

  /**
   * @param {ErrorKind} kind
   * @param {readonly unknown[]} problems
   */
  function end(kind, problems = []) {
    if (run.over) return
    if (problems.length) console.warn(...problems)
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
   * @returns {Promise<Kinds[K]['value']>}
   */
  function ask(kind, payload) {
    if (run.over) return Promise.reject(run.over)
    const id = ++last
    post({ id, kind, payload })
    return answerTo(id, ANSWER_LIMIT, 'silent')
  }

  const post = (/** @type {object} */ message) => worker?.postMessage(/** @type {Message} */ (message))

  /**
   * @param {number} id
   * @param {number} limit
   * @param {ErrorKind} kind of its being late
   * @returns {Promise<any>}
   */
  function answerTo(id, limit, kind) {
    return new Promise((resolve, reject) => {
      const late = () => end(kind)
      waiting.set(id, { resolve, reject, late, timer: setTimeout(late, limit) })
    })
  }

  /** @param {MessageEvent<Reply>} event */
  function hear({ data }) {
    const asked = waiting.get(data.id)
    if (!asked) return
    if ('arrived' in data) {
      clearTimeout(asked.timer)
      asked.timer = setTimeout(asked.late, START_LIMIT)
      const now = Math.floor((100 * data.arrived) / data.total)
      if (now !== percent) told.progress?.((percent = now))
      return
    }
    if (!data.ok && data.error.kind) return end(data.error.kind, data.error.problems) // nothing can be asked of it any more
    waiting.delete(data.id)
    clearTimeout(asked.timer)
    if (data.ok) asked.resolve(data.value)
    else asked.reject(new ScorerError('input', data.error))
  }

  /** @param {number} id */
  function start(id) {
    try {
      if (typeof WebAssembly !== 'object') throw new ScorerError('wasm')
      // A policy in a `meta` element does not bind a worker loaded by its address; one made from a blob inherits it. That is
      // what makes the browser itself refuse any request of the scorer to another origin. The code stands in the page, so that it
      // has no address from which another worker could be made, and has come when the page has.
      worker = new Worker(URL.createObjectURL(new Blob([code], { type: 'text/javascript' })), { type: 'module' })
      worker.onmessage = hear
      worker.onerror = (event) => {
        event.preventDefault()
        end(ready ? 'stopped' : 'start', [event.message])
      }
      post({ id, kind: 'start', payload: { ...setup, ...how } })
    } catch (error) {
      end(error instanceof ScorerError ? error.kind : causeOf(error), [error])
    }
  }

  const first = ++last
  run.started = answerTo(first, START_LIMIT, 'timeout').then(() => {
    ready = true
    told.ready?.()
  })
  run.started.catch(() => {}) // whoever asks for something hears of it
  queueMicrotask(() => start(first)) // once `run` is known to whom a failure is told
  return run
}
