// The scorer as the page sees it: requests and answers. Only this module posts to the worker.
//
// Messages to the worker: { id, kind, payload }. From it: { id, ok, value } or { id, ok: false, error }. Starting is the
// request of kind 'start', so that a failure to start is an answer too. A scorer that has failed is started anew by the
// next request.

const START_LIMIT = 60_000 // ms; a slow phone on a slow network needs half of it
const ANSWER_LIMIT = 15_000

export class ScorerError extends Error {
  // `kind`: 'load' or 'timeout' (it does not start), 'stopped' or 'silent' (it worked, and no longer does), or 'input'
  // (`problems` says what is wrong with it, and `more` how many problems are not listed).
  constructor(kind, { problems = [], more = 0 } = {}) {
    super([kind, ...problems].join(': '))
    this.kind = kind
    this.problems = problems
    this.more = more
  }
}

export function openScorer(workerAddress, configuration) {
  let run = null

  function start() {
    if (!run || run.over) run = startWorker(workerAddress, configuration)
    return run.started
  }

  return {
    start,
    get ready() {
      return Boolean(run?.ready)
    },
    async request(kind, payload) {
      await start()
      return run.ask(kind, payload)
    },
  }
}

// A scorer that starts now.
export function startScorer(workerAddress, configuration) {
  const scorer = openScorer(workerAddress, configuration)
  return { started: scorer.start(), request: scorer.request }
}

function startWorker(address, configuration) {
  const waiting = new Map()
  const run = { over: null, ready: false, ask, started: null }
  let last = 0
  let worker = null

  function end(kind) {
    run.over = new ScorerError(kind)
    run.ready = false
    worker?.terminate()
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer)
      reject(run.over)
    }
    waiting.clear()
  }

  function ask(kind, payload, limit = ANSWER_LIMIT, late = 'silent') {
    if (run.over) return Promise.reject(run.over)
    return new Promise((resolve, reject) => {
      const id = ++last
      waiting.set(id, { resolve, reject, timer: setTimeout(() => end(late), limit) })
      worker.postMessage({ id, kind, payload })
    })
  }

  function hear({ data: { id, ok, value, error } }) {
    const asked = waiting.get(id)
    if (!asked) return
    if (error?.kind && error.kind !== 'input') {
      console.warn(...error.problems)
      return end(error.kind) // nothing can be asked of it any more
    }
    waiting.delete(id)
    clearTimeout(asked.timer)
    if (ok) asked.resolve(value)
    else asked.reject(new ScorerError('input', error))
  }

  try {
    // A policy in a `meta` element does not bind a worker loaded by its address; one made from a blob inherits it. That is
    // what makes the browser itself refuse any request of the scorer to another origin.
    const code = new Blob([`import ${JSON.stringify(address)}`], { type: 'text/javascript' })
    worker = new Worker(URL.createObjectURL(code), { type: 'module' })
    worker.onmessage = hear
    worker.onerror = (event) => {
      event.preventDefault()
      end(run.ready ? 'stopped' : 'load')
    }
  } catch (error) {
    console.warn(error)
    end('load')
  }
  run.started = ask('start', configuration, START_LIMIT, 'timeout').then(() => {
    run.ready = true
  })
  run.started.catch(() => {}) // whoever asks for something hears of it
  return run
}
