// The scorer as the page sees it: requests and answers. Only this module posts to the worker.
//
// Messages to the worker: { id, kind, payload }. From it: { id, ok, value } or { id, ok: false, error }. Starting is the
// request of kind 'start', so that a failure to start is an answer too.

const START_LIMIT = 60_000 // ms; a slow phone on a slow network needs half of it
const ANSWER_LIMIT = 15_000

export class ScorerError extends Error {
  // `kind`: 'timeout', 'load' or 'stopped' (the scorer is gone), or 'input' (`problems` says what is wrong with it).
  constructor(kind, problems = []) {
    super([kind, ...problems].join(': '))
    this.kind = kind
    this.problems = problems
  }
}

export function startScorer(workerAddress, configuration) {
  const waiting = new Map()
  let last = 0
  let dead = null
  let worker = null

  function give_up(kind) {
    dead = new ScorerError(kind)
    worker?.terminate()
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer)
      reject(dead)
    }
    waiting.clear()
  }

  function ask(kind, payload, limit = ANSWER_LIMIT) {
    if (dead) return Promise.reject(dead)
    return new Promise((resolve, reject) => {
      const id = ++last
      const timer = setTimeout(() => give_up('timeout'), limit)
      waiting.set(id, { resolve, reject, timer })
      worker.postMessage({ id, kind, payload })
    })
  }

  try {
    // A policy in a `meta` element does not bind a worker loaded by its address; one made from a blob inherits it. That is
    // what makes the browser itself refuse any request of the scorer to another origin.
    const code = new Blob([`import ${JSON.stringify(workerAddress)}`], { type: 'text/javascript' })
    worker = new Worker(URL.createObjectURL(code), { type: 'module' })
    worker.onmessage = ({ data }) => {
      const { resolve, reject, timer } = waiting.get(data.id)
      waiting.delete(data.id)
      clearTimeout(timer)
      if (data.ok) resolve(data.value)
      else reject(new ScorerError(data.error.kind ?? 'input', data.error.problems))
    }
    worker.onerror = (event) => {
      event.preventDefault()
      give_up('load')
    }
  } catch {
    dead = new ScorerError('load')
  }

  const started = ask('start', configuration, START_LIMIT).catch((error) => {
    give_up(error.kind === 'input' ? 'load' : error.kind)
    throw error.kind === 'input' ? dead : error
  })
  return {
    started,
    async request(kind, payload) {
      await started
      return ask(kind, payload)
    },
  }
}
